import type { IncomingMessage, ServerResponse } from 'node:http'
import * as m from '#paraglide/messages.js'

const writing: readonly string[] = ['POST', 'PUT', 'PATCH', 'DELETE']
const formTypes: readonly string[] = [
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
]

/**
 * Forms are taken from our own pages only. SvelteKit refuses all others as well, in one English line;
 * here they are found first, so that whoever sent one reads what to do. Programs that ask for JSON
 * are left to it.
 */
export function isForeignForm(
  { method = 'GET', headers, url = '/' }: Pick<IncomingMessage, 'method' | 'headers' | 'url'>,
  protocol: string,
): boolean {
  if (!writing.includes(method) || url.startsWith('/api/')) return false
  if (headers.accept === 'application/json') return false
  const type = (headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase()
  if (type && !formTypes.includes(type)) return false
  return headers.origin?.toLowerCase() !== `${protocol}://${headers.host}`.toLowerCase()
}

/** What happened, why, and what next, in both languages: whose reader it is nobody knows here. */
export function refuseForeignForm(res: ServerResponse): void {
  res.writeHead(403, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'self'; img-src 'self'",
    'x-content-type-options': 'nosniff',
  })
  res.end(page)
}

const said = (locale: 'zh-CN' | 'en') => `
      <h1 lang="${locale}">${m.web_foreign_form_title({}, { locale })}</h1>
      <p lang="${locale}">${m.web_foreign_form_text({}, { locale })}</p>
      <p lang="${locale}"><a href="/">${m.ui_error_home({}, { locale })}</a></p>`

const page = `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>403</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/error.css" />
  </head>
  <body>
    <main>${said('zh-CN')}${said('en')}
    </main>
  </body>
</html>
`
