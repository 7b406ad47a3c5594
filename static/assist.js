// Comfort on top of pages that work without it: reading aloud, voice notes, safe sending.
;(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)]
  const say = (node, text) => {
    const place = node.querySelector('span') ?? node
    place.textContent = text
  }

  // Reading aloud: short sentences, because some voices fall silent after fifteen seconds.
  const voice = window.speechSynthesis
  let reading = null

  function stopReading() {
    voice.cancel()
    if (reading) say(reading, reading.dataset.start)
    reading = null
  }

  function spokenText(target) {
    return (
      all(target)
        // biome-ignore lint/performance/useDomNodeTextContent: hidden words must stay unspoken
        .map((node) => node.innerText)
        .join('\n')
        .match(/[^。！？；.!?;\n]+[。！？；.!?;]*/g)
        ?.filter((part) => part.trim())
    )
  }

  function startReading(button) {
    const parts = spokenText(button.dataset.readAloud)
    if (!parts?.length) return
    reading = button
    button.dataset.start = button.textContent.trim()
    say(button, button.dataset.stop)
    parts.forEach((part, i) => {
      const speech = new SpeechSynthesisUtterance(part)
      speech.lang = document.documentElement.lang
      speech.rate = 0.9
      if (i === parts.length - 1) speech.onend = () => reading === button && stopReading()
      voice.speak(speech)
    })
  }

  function offerReading() {
    if (!voice || !window.SpeechSynthesisUtterance) return
    for (const button of all('[data-read-aloud]')) {
      button.hidden = false
      button.addEventListener('click', () => {
        const again = reading === button
        stopReading()
        if (!again) startReading(button)
      })
    }
    addEventListener('pagehide', stopReading)
  }

  // Voice notes: what was said becomes a file in the form, as if it had been chosen by hand.
  function fileName(type) {
    const kind = /mp4|aac/.test(type) ? 'm4a' : /ogg/.test(type) ? 'ogg' : 'webm'
    return `voice.${kind}`
  }

  async function record(button, input, status) {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    const recorder = new MediaRecorder(stream)
    const pieces = []
    recorder.ondataavailable = (event) => pieces.push(event.data)
    recorder.onstop = () => {
      for (const track of stream.getTracks()) track.stop()
      const type = recorder.mimeType.split(';')[0]
      const box = new DataTransfer()
      box.items.add(new File([new Blob(pieces, { type })], fileName(type), { type }))
      input.files = box.files
      input.dispatchEvent(new Event('change', { bubbles: true }))
      delete button.dataset.recording
      say(button, button.dataset.start)
      if (status) status.textContent = button.dataset.done
    }
    button.dataset.recording = ''
    say(button, button.dataset.stop)
    recorder.start()
    setTimeout(() => recorder.state === 'recording' && recorder.stop(), 120_000)
    return recorder
  }

  function offerRecording() {
    const able = window.isSecureContext && window.MediaRecorder && navigator.mediaDevices
    if (!able || !window.DataTransfer) return
    for (const button of all('[data-record]')) {
      const id = button.dataset.record
      const input = document.getElementById(id)
      const status = document.querySelector(`[data-record-status="${id}"]`)
      let recorder = null
      button.hidden = false
      button.dataset.start = button.textContent.trim()
      button.addEventListener('click', async () => {
        if (recorder?.state === 'recording') return recorder.stop()
        try {
          recorder = await record(button, input, status)
        } catch {
          button.hidden = true
          if (status) status.textContent = button.dataset.refused
        }
      })
    }
  }

  // Sending once; and when the network is gone, what was typed stays on this phone.
  const storeKey = (form) =>
    `kept:${location.pathname}:${form.id || form.getAttribute('action') || ''}`
  const typed = (form) =>
    [...form.elements].filter(
      (box) => box.name && !/^(hidden|file|password|submit)$/.test(box.type),
    )

  function keep(form) {
    const values = typed(form).map((box) => [box.name, box.value, box.checked ?? null])
    try {
      sessionStorage.setItem(storeKey(form), JSON.stringify(values))
    } catch {
      // A full or forbidden store only means that nothing is kept.
    }
  }

  // Only a page come back to gets its words again: after an answer from the server they are done.
  const cameBack = () =>
    /back|reload/.test(performance.getEntriesByType('navigation')[0]?.type ?? '')

  function forget() {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith('kept:')) sessionStorage.removeItem(key)
    }
  }

  function giveBack(form) {
    const kept = sessionStorage.getItem(storeKey(form))
    sessionStorage.removeItem(storeKey(form))
    if (!kept) return
    const values = JSON.parse(kept)
    for (const box of typed(form)) {
      const choice = box.type === 'radio' || box.type === 'checkbox'
      const found = values.find(
        ([name, value]) => name === box.name && (!choice || value === box.value),
      )
      if (!found) continue
      if (choice) box.checked = found[2]
      else if (!box.value) box.value = found[1]
    }
  }

  function offline(form) {
    const note = form.querySelector('[data-kept]') ?? document.createElement('p')
    note.className = 'kept-note'
    note.setAttribute('role', 'alert')
    note.dataset.kept = ''
    note.textContent = form.dataset.keep
    form.append(note)
  }

  function guard(form) {
    giveBack(form)
    form.addEventListener('submit', (event) => {
      if (form.dataset.sending !== undefined) return event.preventDefault()
      keep(form)
      if (!navigator.onLine) {
        event.preventDefault()
        return offline(form)
      }
      form.dataset.sending = ''
      const button = event.submitter
      if (button) button.setAttribute('aria-disabled', 'true')
      setTimeout(() => release(form), 15_000)
    })
  }

  function release(form) {
    delete form.dataset.sending
    for (const button of all('[aria-disabled]', form)) button.removeAttribute('aria-disabled')
  }

  function offerSafeSending() {
    const forms = all('form[data-once]')
    if (!cameBack()) forget()
    forms.forEach(guard)
    // A part of a page that came later brings forms of its own.
    addEventListener('arrived', (event) => all('form[data-once]', event.target).forEach(guard))
    // The browser's back button brings the page as it was left: able to send again.
    addEventListener('pageshow', (event) => event.persisted && forms.forEach(release))
  }

  // A search in which a field stays empty does not ask for it, and its address need not name it.
  addEventListener('submit', ({ target: form }) => {
    if (form.method !== 'get') return
    const blank = [...form.elements].filter((box) => box.name && box.value === '' && !box.disabled)
    for (const box of blank) box.disabled = true
    const giveBack = () => {
      for (const box of blank) box.disabled = false
    }
    addEventListener('pagehide', giveBack, { once: true })
  })

  // Progress: fetch the page again and swap only that block; never take away what is being typed.
  let touched = false
  addEventListener('input', () => {
    touched = true
  })

  function refresh(block) {
    const id = block.id
    setTimeout(async () => {
      try {
        const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
        const next = page.getElementById(id)
        if (!answer.ok || !next) return touched || location.reload()
        block.replaceWith(next)
        if (next.dataset.refresh) refresh(next)
        else if (!touched) location.reload()
      } catch {
        refresh(block)
      }
    }, Number(block.dataset.refresh) * 1000)
  }

  offerReading()
  offerRecording()
  offerSafeSending()
  all('[data-refresh][id]').forEach(refresh)
})()
