// A desk worked with the keyboard alone; without this script its links and buttons do the same.
;(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)]
  const one = (selector, root = document) => root.querySelector(selector)
  const rows = all('[data-keylist] [data-row]')
  const help = one('[data-keyhelp]')
  if (!rows.length || !help) return

  /** Words stand on the page in its language; `#` is a number. */
  function say(word, number = '') {
    one('[data-keysay]').textContent = help.dataset[word].replace('#', number)
    return true
  }

  // Moving: the panel follows, but not to rows that are only passed, because each opened deed
  // leaves a note for its household that somebody has looked.
  const current = () => rows.find((row) => row.hasAttribute('data-at'))
  let opening = null
  let timer = 0

  function mark(row) {
    for (const other of rows) other.removeAttribute('data-at')
    row.setAttribute('data-at', '')
    row.focus({ preventScroll: true })
    row.scrollIntoView({ block: 'nearest' })
  }

  function move(step) {
    const at = rows.indexOf(current())
    const row = rows[at + step]
    if (!row) return say(step > 0 ? 'last' : 'first')
    mark(row)
    tell()
    clearTimeout(timer)
    timer = setTimeout(show, 250, row)
    return true
  }

  const panelBeside = () => {
    const panel = document.getElementById('panel')
    return panel?.offsetParent ? panel : null
  }

  /** Opens the row's deed beside the list; answers whether it lies there now. */
  function show(row) {
    clearTimeout(timer)
    const panel = panelBeside()
    if (panel?.dataset.deed === row.dataset.row) return Promise.resolve(true)
    if (!panel) return Promise.resolve(false)
    if (opening?.row === row) return opening.promise
    opening?.stop.abort()
    const stop = new AbortController()
    panel.setAttribute('aria-busy', 'true')
    opening = { row, stop, promise: bring(row, stop.signal) }
    return opening.promise
  }

  async function bring(row, signal) {
    const { href } = one('th a', row)
    try {
      const answer = await fetch(href, { headers: { accept: 'text/html' }, signal })
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const next = page.getElementById('panel')
      if (!answer.ok || next?.dataset.deed !== row.dataset.row) throw new Error(answer.status)
      document.getElementById('panel').replaceWith(next)
      next.dispatchEvent(new Event('arrived', { bubbles: true }))
      for (const other of rows) {
        other.classList.toggle('selected', other === row)
        other.removeAttribute('aria-current')
      }
      row.setAttribute('aria-current', 'true')
      history.replaceState(null, '', href.replace(/#.*$/, ''))
      return true
    } catch {
      if (!signal.aborted) say('gone')
      return false
    } finally {
      if (opening?.row === row) opening = null
    }
  }

  // Several at once.
  const boxes = () => all('[data-keylist] [data-row] input[type="checkbox"]')
  const ticked = () => boxes().filter((box) => box.checked)

  function tell() {
    const count = ticked().length
    one('[data-keysay]').textContent = ''
    return count > 0 ? say('picked', count) : true
  }

  function tick(row) {
    const box = one('input[type="checkbox"]', row)
    if (box) box.checked = !box.checked
    return tell()
  }

  /** All of the page, but not what must be looked at one by one; again, and none. */
  function tickAll() {
    const among = one('[name="all"]')?.value.split(',')
    const meant = boxes().filter((box) => !among || among.includes(box.value))
    const every = meant.every((box) => box.checked)
    for (const box of meant) box.checked = !every
    return tell()
  }

  function decideSeveral(key, count) {
    if (key === 'n') return say('single')
    const button = one('#several button')
    if (document.activeElement === button) return button.click() ?? true
    const more = button.closest('details')
    if (more) more.open = true
    button.focus()
    return say('sure', count)
  }

  // Deciding.
  const place = `at:${location.pathname}`

  async function decide(key, row) {
    if (!panelBeside()) return one('th a', row).click()
    if (!(await show(row))) return
    const button = one(`#panel [data-key="${key}"]`)
    if (!button) return say('gone')
    const form = button.form
    const reason = one('textarea', form)
    if (reason && !reason.value.trim()) {
      reason.focus()
      return say('reason')
    }
    if (!form.reportValidity()) return say('ground')
    sessionStorage.setItem(place, String(rows.indexOf(row)))
    button.click()
    say('sending')
  }

  function press(key) {
    const count = ticked().length
    if (count > 0) return decideSeveral(key, count)
    const row = current()
    if (!row) return say('none')
    decide(key, row)
    return true
  }

  function leave(target) {
    if (target.closest('#panel, #several')) {
      const row = current() ?? rows[0]
      mark(row)
      return tell()
    }
    for (const box of ticked()) box.checked = false
    return tell()
  }

  function enter(target) {
    const row = target === document.body ? current() : target
    if (!row?.hasAttribute('data-row')) return false
    if (!panelBeside()) return one('th a', row).click() ?? true
    show(row).then(() => panelBeside()?.focus())
    return true
  }

  function explain() {
    const keys = one('details', help)
    keys.open = !keys.open
    one('summary', help).focus()
    return true
  }

  function send(target) {
    const form = target.closest('#panel form, #several')
    if (!form) return false
    form.requestSubmit(one('[type="submit"]', form))
    return true
  }

  function heard(event) {
    const { key, target } = event
    if (key === 'Enter' && (event.ctrlKey || event.metaKey)) return send(target)
    if (event.ctrlKey || event.metaKey || event.altKey) return false
    if (key === 'Escape') return leave(target)
    if (target.closest('input:not([type="checkbox"]), textarea')) return false
    const letter = key.toLowerCase()
    if (letter === 'j' || letter === 'k') return move(letter === 'j' ? 1 : -1)
    if (letter === 'y' || letter === 'n') return press(letter)
    if (letter === 'a') return tickAll()
    if (key === '?') return explain()
    if (key === 'Enter') return enter(target)
    if (key !== ' ' || target.closest('button, a, summary, select, input')) return false
    const row = current()
    return row ? tick(row) : say('none')
  }

  help.hidden = false
  const last = sessionStorage.getItem(place)
  sessionStorage.removeItem(place)
  const open = rows.find((row) => row.hasAttribute('aria-current'))
  if (last !== null) {
    const row = rows[Math.min(Number(last), rows.length - 1)]
    mark(row)
    show(row)
  } else if (open) open.setAttribute('data-at', '')
  for (const box of boxes()) box.addEventListener('change', tell)
  if (ticked().length > 0) tell()
  document.addEventListener('keydown', (event) => {
    if (heard(event)) event.preventDefault()
  })
})()
