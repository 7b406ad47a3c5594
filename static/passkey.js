// Shows and fills the passkey forms where the browser knows passkeys. Everything works without it.
const able = window.PublicKeyCredential?.parseCreationOptionsFromJSON !== undefined

for (const box of able ? document.querySelectorAll('[data-passkey]') : []) {
  const form = box.querySelector('form')
  const failed = box.querySelector('[data-passkey-failed]')
  box.hidden = false
  form.addEventListener(
    'submit',
    async (event) => {
      if (form.elements.response.value) return
      // The common script marks a sent form; this one is only about to be filled.
      event.preventDefault()
      event.stopImmediatePropagation()
      failed.hidden = true
      try {
        form.elements.response.value = JSON.stringify(await prove(box.dataset))
        form.submit()
      } catch {
        failed.hidden = false
      }
    },
    { capture: true },
  )
}
if (able) for (const line of document.querySelectorAll('[data-passkey-without]')) line.hidden = true

async function prove({ passkey, passkeyOffer }) {
  const answer = await fetch(passkeyOffer, { method: 'POST' })
  if (!answer.ok) throw new Error(String(answer.status))
  const options = await answer.json()
  const made =
    passkey === 'create'
      ? await navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
        })
      : await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
        })
  return made.toJSON()
}
