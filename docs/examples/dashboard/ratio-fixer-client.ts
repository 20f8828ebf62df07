// The calls that the dashboard makes, on types made from the contract:
//   npx openapi-typescript http://127.0.0.1:8080/openapi.yaml --default-non-nullable=false -o schema.ts
// (without that flag it takes what has a default for something that a request must give)
import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './schema';

// Lists can also be had as CSV, which these calls never ask for.
type Json = 'application/json' | 'application/problem+json';
export type Engine = Client<paths, Json>;

export type Start = components['schemas']['Start'];
export type Started = components['schemas']['Started'];
export type Status = components['schemas']['Status'];
export type Problem = components['schemas']['Problem'];
export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** A client of the engine itself (with a key, on the server) or of the dashboard's proxy route (without one). */
export function api(baseUrl: string, key?: string): Engine {
  return createClient<paths, Json>({ baseUrl, headers: key ? { Authorization: `Bearer ${key}` } : {} });
}

export async function startRatioFixer(client: Engine, start: Start): Promise<Answer<Started>> {
  const { data, error } = await client.POST('/api/ratio-fixer/start', { body: start });
  return data ? { ok: true, value: data } : { ok: false, problem: error as Problem };
}

export async function stopRatioFixer(client: Engine, id: string): Promise<Answer<Status>> {
  const { data, error } = await client.POST('/api/ratio-fixer/stop/{id}', { params: { path: { id } } });
  return data ? { ok: true, value: data } : { ok: false, problem: error as Problem };
}

/** Throws if there is none: a poll that fails keeps what was shown before. */
export async function statusOf(client: Engine, id: string): Promise<Status> {
  const { data, error } = await client.GET('/api/ratio-fixer/status/{id}', { params: { path: { id } } });
  if (!data) throw new Error((error as Problem).detail);
  return data;
}
