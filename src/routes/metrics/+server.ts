import type { RequestHandler } from './$types'

/** Figures for Prometheus: no people, no places. */
export const GET: RequestHandler = async ({ locals }) => {
  const { registry } = locals.runtime.metrics
  return new Response(await registry.metrics(), {
    headers: { 'content-type': registry.contentType },
  })
}
