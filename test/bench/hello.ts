import type { IncomingMessage, ServerResponse } from 'node:http'
import { Hono } from 'hono'

/** A bare Hono that says hello, behind Node's own server: what our pages are measured against. */
export function getRequestListener() {
  const app = new Hono().get('/', (c) => c.text('hello'))
  return async (req: IncomingMessage, res: ServerResponse) => {
    const answer = await app.fetch(
      new Request(`http://localhost${req.url}`, { method: req.method ?? 'GET' }),
    )
    res.writeHead(answer.status, Object.fromEntries(answer.headers))
    res.end(Buffer.from(await answer.arrayBuffer()))
  }
}
