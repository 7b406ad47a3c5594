import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { publicKeys, signLetter } from '#letters/signed.ts'
import { testSecrets } from '#test/app.ts'
import { offlinePage, offlinePolicy } from './offline.ts'

const now = '2026-11-22T02:00:00.000Z'
const keys = publicKeys(testSecrets, now)
const page = offlinePage({ keys, locale: 'zh-CN', demo: false })
const inTag = (tag: RegExp) => tag.exec(page)![1]!
const script = inTag(/<script>([\s\S]*?)<\/script>/)
const kept = inTag(/id="kept">([\s\S]*?)<\/script>/)

const letterUntil = (expiresAt: string) =>
  signLetter(testSecrets, {
    ...{ id: 'a', place: { code: '231282106202', name: '永丰村' }, to: '演示农商行' },
    ...{ purpose: '借钱修大棚', issuedAt: now, expiresAt, facts: { name: '<演示甲>' } },
  }).token

interface Element {
  textContent: string
  value: string
  className: string
  shown: Element[]
  replaceChildren(...all: Element[]): void
  addEventListener(event: string, click: () => Promise<void>): void
  click?: () => Promise<void>
}

function element(textContent = ''): Element {
  const made: Element = {
    ...{ textContent, value: '', className: '', shown: [] },
    replaceChildren: (...all) => {
      made.shown = all
    },
    addEventListener: (_event, click) => {
      made.click = click
    },
  }
  return made
}

/** Opens the page beside a document of four elements, pastes a text and presses the button. */
async function pasted(text: string, keptHere = kept) {
  const names = ['verdict', 'letter', 'check', 'token']
  const found = new Map(names.map((name) => [name, element()]))
  found.set('kept', element(keptHere))
  const document = {
    getElementById: (id: string) => found.get(id),
    createElement: () => element(),
  }
  new Function('document', script)(document)
  found.get('token')!.value = text
  await found.get('check')!.click!()
  const said = found.get('letter')!.shown.map((one) => one.textContent)
  return { verdict: found.get('verdict')!.textContent, said }
}

describe('the page to save', () => {
  const token = letterUntil('2099-01-01T16:00:00.000Z')

  it('checks a signature by itself, and shows what is signed', async () => {
    const { verdict, said } = await pasted(`${token.slice(0, 40)}\n ${token.slice(40)}`)
    expect(verdict).toContain('签名属实，还没到期')
    expect(said).toEqual(expect.arrayContaining(['演示农商行', '借钱修大棚', '<演示甲>']))
  })

  it('shows nothing of a text that was altered, cut short or is something else', async () => {
    const sign = token[60] === 'A' ? 'B' : 'A'
    const altered = token.slice(0, 60) + sign + token.slice(61)
    for (const text of [altered, token.slice(0, -20), '', 'hello']) {
      expect(await pasted(text)).toEqual({ verdict: expect.stringMatching('签名不对'), said: [] })
    }
  })

  it('says that a letter has run out, and that it does not know a key', async () => {
    const old = await pasted(letterUntil('2026-11-23T16:00:00.000Z'))
    expect(old).toEqual({ verdict: expect.stringMatching('已经到期'), said: [] })
    const without = JSON.stringify({ ...JSON.parse(kept), keys: [] })
    expect((await pasted(token, without)).verdict).toContain('没有开函的那把密钥')
  })

  it('says that it cannot know of a letter taken back, and asks no network', () => {
    expect(page).toContain('不知道函有没有被收回')
    expect(page).not.toMatch(/(src|href)=|fetch\(|https?:/)
    const hash = createHash('sha256').update(script).digest('base64')
    expect(offlinePolicy).toContain(`script-src 'sha256-${hash}'`)
    expect(offlinePolicy).toContain("default-src 'none'")
  })
})
