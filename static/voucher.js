// Checks a voucher's signature on the till's own device, also without signal: the public key stands on
// the page, and what was taken is remembered here until it is handed in.
;(() => {
  const box = document.querySelector('[data-voucher-key]')
  if (!box || !window.crypto?.subtle) return
  box.hidden = false
  const [till, code] = [box.querySelector('select'), box.querySelector('textarea')]
  const [answer, list] = [box.querySelector('.answer'), box.querySelector('.taken')]
  const place = 'xiangyue-vouchers'
  const taken = () => JSON.parse(localStorage.getItem(place) ?? '[]')
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
  const show = () => {
    list.replaceChildren(
      ...taken().map(({ n, g, q, on, code: text }) => {
        const item = document.createElement('li')
        item.textContent = `${n} · ${g} × ${q} · ${on} · ${text}`
        return item
      }),
    )
  }
  const dayHere = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  async function check(text) {
    const [head, body, signature] = text.trim().split('.')
    if (head !== 'XYV1' || !body || !signature) return box.dataset.forged
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: box.dataset.voucherKey }
    const key = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', false, ['verify'])
    const signed = new TextEncoder().encode(`XYV1.${body}`)
    if (!(await crypto.subtle.verify('Ed25519', key, bytes(signature), signed)))
      return box.dataset.forged
    const said = JSON.parse(new TextDecoder().decode(bytes(body)))
    const facts = `${said.g} × ${said.q}`
    if (String(said.t) !== till.value) return `${box.dataset.other} ${said.t}`
    if (said.u < dayHere()) return `${box.dataset.late} ${said.u}`
    if (taken().some((one) => one.i === said.i)) return box.dataset.again
    const { i, n, g, q } = said
    const kept = [...taken(), { i, n, g, q, on: dayHere(), code: text.trim() }]
    localStorage.setItem(place, JSON.stringify(kept))
    show()
    return `${box.dataset.good} ${facts}`
  }
  box.querySelector('button').addEventListener('click', async () => {
    answer.textContent = await check(code.value).catch(() => box.dataset.cannot)
    code.value = ''
  })
  show()
})()
