import { createHash } from 'node:crypto'
import { kinds } from '#organisations/model.ts'
import * as m from '#paraglide/messages.js'
import { postWord } from '#people/pages/words.ts'
import type { PublicKey } from '../model.ts'
import { offlineScript } from './offline-script.ts'
import { letterNotes } from './words.ts'

const style = `
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; background: #fbf9f4; color: #1e2022;
  font: 18px/1.6 "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
textarea { box-sizing: border-box; width: 100%; min-height: 9rem; font: inherit; }
button { min-height: 48px; padding: 0 1.5rem; border: 0; border-radius: 10px; background: #b3261e;
  color: #fff; font: inherit; }
dt { color: #5c6066; } dd { margin: 0 0 .6rem; overflow-wrap: anywhere; }
.limit { padding: .6rem 1rem; border-left: 4px solid #9a5b00; background: #fff3dc; }
.good { color: #1f7a5c; font-weight: 700; } .bad { color: #8c1d18; font-weight: 700; }
.keys { color: #5c6066; font-size: .8rem; overflow-wrap: anywhere; }
`

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Nothing but the page's own script and style runs, and nothing is fetched or sent. */
export const offlinePolicy = [
  "default-src 'none'",
  `script-src ${hashOf(offlineScript)}`,
  `style-src ${hashOf(style)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

function words() {
  return {
    ...{ to: m.letters_sheet_lender(), place: m.letters_sheet_place() },
    ...{ purpose: m.letters_sheet_purpose(), valid: m.letters_sheet_days() },
    ...{ name: m.letters_sheet_name(), household: m.letters_sheet_household() },
    ...{ since: m.letters_sheet_since(), posts: m.letters_sheet_posts() },
    ...{ stars: m.letters_sheet_stars(), points: m.letters_sheet_points() },
    ...{ true: m.letters_offline_true(), false: m.letters_offline_false() },
    ...{ expired: m.letters_offline_expired(), unable: m.letters_offline_unable() },
    unknownKey: m.letters_offline_unknown_key(),
  }
}

/** The titles of all posts, because a saved page cannot ask for them. */
function postTitles(): Record<string, string> {
  const posts = Object.values(kinds).flatMap((kind) => kind.posts.map(({ post }) => post))
  return Object.fromEntries(posts.map((post) => [post, postWord(post)]))
}

/** One file to save: words, public keys, style and script in it, in the reader's language. */
export function offlinePage(facts: {
  keys: readonly PublicKey[]
  locale: string
  demo: boolean
}): string {
  const { keys, locale, demo } = facts
  const kept = JSON.stringify({ words: words(), keys, posts: postTitles() }).replaceAll(
    '<',
    '\\u003c',
  )
  const paragraph = (text: string) => `<p>${escaped(text)}</p>`
  const title = escaped(m.letters_offline_title())
  const known = keys.map(({ year, id }) => `${year} ${id}`).join(', ')
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escaped(offlinePolicy)}">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
${demo ? paragraph(m.letters_demo()) : ''}
<h1>${title}</h1>
${paragraph(m.letters_offline_lede())}
<p class="limit">${escaped(m.letters_offline_limit())}</p>
<label for="token">${escaped(m.letters_offline_text())}</label>
<textarea id="token" spellcheck="false"></textarea>
<p><button id="check" type="button">${escaped(m.letters_offline_go())}</button></p>
<p id="verdict" role="status"></p>
<dl id="letter"></dl>
${letterNotes().map(paragraph).join('\n')}
<p class="keys">${escaped(m.letters_offline_keys({ keys: known }))}</p>
<script type="application/json" id="kept">${kept}</script>
<script>${offlineScript}</script>
</body>
</html>
`
}
