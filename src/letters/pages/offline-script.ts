/**
 * What the saved page does, in plain JavaScript: it reads the words and keys that lie beside it, and
 * checks the signature with the browser's own Ed25519 (Web Cryptography Level 2). It asks no network.
 */
export const offlineScript = `
const { words, keys, posts } = JSON.parse(document.getElementById('kept').textContent)
const byId = (id) => document.getElementById(id)
const bytesOf = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0))
const say = (sentence, tone) => {
  byId('verdict').textContent = sentence
  byId('verdict').className = tone
}
const day = (instant) =>
  new Date(Date.parse(instant) + 8 * 3600000).toISOString().slice(0, 10)
function linesOf({ place, to, purpose, issuedAt, expiresAt, facts, note }) {
  const last = new Date(Date.parse(expiresAt) - 1).toISOString()
  const lines = [
    [words.to, to],
    [words.place, place.name],
    [words.purpose, purpose],
    [words.valid, day(issuedAt) + ' – ' + day(last)],
  ]
  if (facts.name) lines.push([words.name, facts.name])
  if (facts.household) lines.push([words.household, facts.household])
  if (facts.since) lines.push([words.since, facts.since + ' –'])
  for (const held of facts.posts || [])
    lines.push([words.posts, held.body + ' · ' + (posts[held.post] || held.post) + ' · ' + held.since])
  for (const cycle of facts.cycles || []) {
    const parts = []
    if (cycle.stars) parts.push(words.stars + ' ' + cycle.stars)
    if (cycle.points) parts.push(words.points + ' ' + cycle.points / 100)
    for (const [aspect, count] of cycle.deeds || []) parts.push(aspect + ' ' + count)
    const period = cycle.unit === 'year' ? '' : '-' + (cycle.unit === 'quarter' ? 'Q' : '') + cycle.number
    lines.push([cycle.year + period, parts.join(' · ')])
  }
  lines.push(['', note])
  return lines
}
function show(letter) {
  byId('letter').replaceChildren(
    ...linesOf(letter).flatMap(([term, value]) => {
      const [dt, dd] = [document.createElement('dt'), document.createElement('dd')]
      dt.textContent = term
      dd.textContent = value
      return [dt, dd]
    }),
  )
}
async function check(token) {
  byId('letter').replaceChildren()
  const [head, text, signature, ...more] = token.replace(/\\s+/g, '').split('.')
  let bytes, signed, letter
  try {
    if (head !== 'XYL1' || more.length > 0) throw new Error('not a letter')
    bytes = bytesOf(text)
    signed = bytesOf(signature)
    letter = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return say(words.false, 'bad')
  }
  const known = keys.find((key) => key.id === letter.key)
  if (!known) return say(words.unknownKey, 'bad')
  let holds
  try {
    const key = await crypto.subtle.importKey(
      'raw', bytesOf(known.publicKey), { name: 'Ed25519' }, false, ['verify'])
    holds = await crypto.subtle.verify({ name: 'Ed25519' }, key, signed, bytes)
  } catch {
    return say(words.unable, 'bad')
  }
  if (!holds) return say(words.false, 'bad')
  const over = Date.parse(letter.expiresAt) <= Date.now()
  say(over ? words.expired : words.true, over ? 'bad' : 'good')
  if (!over) show(letter)
}
byId('check').addEventListener('click', () => check(byId('token').value))
`
