// The dashboard's hook: starts, stops and follows one campaign through the proxy route.
import { useCallback, useEffect, useState } from 'react';
import { api, startRatioFixer, statusOf, stopRatioFixer, type Problem, type Start, type Status } from './ratio-fixer-client';

const EVERY_MS = 5_000;
const client = api('');

export function useRatioFixer(initial: string | null) {
  const [id, setId] = useState(initial);
  const [status, setStatus] = useState<Status | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  useEffect(() => {
    if (!id) return;
    let over = false;
    let timer: ReturnType<typeof setTimeout>;
    const poll = async () => {
      try {
        const now = await statusOf(client, id);
        if (!over) setStatus(now);
        if (['stopped', 'completed', 'failed'].includes(now.ratio_fixer_status)) return;
      } catch {
        // The next poll tries again; what was shown stays.
      }
      if (!over) timer = setTimeout(poll, EVERY_MS);
    };
    void poll();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [id]);

  const start = useCallback(async (terms: Start) => {
    const answer = await startRatioFixer(client, terms);
    if (answer.ok) {
      setProblem(null);
      setId(answer.value.campaign_id);
    } else {
      // 409: that video has a live campaign, which is then followed.
      setProblem(answer.problem);
      if (answer.problem.campaign_id) setId(answer.problem.campaign_id);
    }
  }, []);

  const stop = useCallback(async () => {
    if (!id) return;
    const answer = await stopRatioFixer(client, id);
    if (answer.ok) setStatus(answer.value);
    else setProblem(answer.problem);
  }, [id]);

  return { id, status, problem, start, stop };
}
