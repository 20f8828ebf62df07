{{- define "ratio-fixer.name" -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | replace "ratio-fixer-ratio-fixer" "ratio-fixer" | trunc 53 | trimSuffix "-" }}
{{- end }}

{{- define "ratio-fixer.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "ratio-fixer.labels" -}}
{{ include "ratio-fixer.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- /* Refuses what could not run or would lose data. */ -}}
{{- define "ratio-fixer.check" -}}
{{- $database := and .Values.existingSecret (has "DATABASE_URL" .Values.secretKeys) }}
{{- if and .Values.cluster.enabled (not $database) }}
{{- fail "cluster.enabled needs a PostgreSQL that all nodes reach: set existingSecret, and name DATABASE_URL in secretKeys" }}
{{- end }}
{{- if and .Values.cluster.enabled .Values.persistence.enabled }}
{{- fail "cluster.enabled has no use for persistence: the data is in PostgreSQL" }}
{{- end }}
{{- if not (or $database .Values.persistence.enabled) }}
{{- fail "the data would be lost with the pod: set existingSecret with DATABASE_URL in secretKeys, or persistence.enabled for the embedded PostgreSQL" }}
{{- end }}
{{- end }}
