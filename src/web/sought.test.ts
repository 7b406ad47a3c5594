import { isRedirect, type RequestEvent } from '@sveltejs/kit'
import { describe, expect, it } from 'vitest'
import { testSecrets } from '#test/app.ts'
import { seek, soughtIn } from './sought.ts'

const at = (url: string, accountId: string | null = 'account-1', form?: Record<string, string>) =>
  ({
    url: new URL(url, 'http://localhost'),
    request: { formData: async () => formOf(form ?? {}) },
    locals: {
      session: { accountId },
      runtime: { app: { kernel: { secrets: testSecrets } } },
    },
  }) as unknown as RequestEvent

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

/** Where a posted search leads. */
async function led(form: Record<string, string>): Promise<string> {
  try {
    await seek(at('/search', 'account-1', form))
  } catch (thrown) {
    if (isRedirect(thrown)) return thrown.location
    throw thrown
  }
  throw new Error('It led nowhere.')
}

const back = '/office/households?at=231282106202&group=1'

describe('a search for people', () => {
  it('goes back to its list with the words sealed, and the rest as it was', async () => {
    const to = await led({ back, q: ' 王小明 ', grid: '2', part: '' })
    expect(decodeURIComponent(to)).not.toContain('王小明')
    const url = new URL(to, 'http://localhost')
    expect(url.pathname).toBe('/office/households')
    const { sought, ...others } = Object.fromEntries(url.searchParams)
    expect(others).toEqual({ at: '231282106202', group: '1', grid: '2' })
    expect(sought).toBeTruthy()
    expect(soughtIn(at(to))).toEqual({ '': '王小明' })
  })
  it('keeps the searches of two lists apart', async () => {
    const to = await led({ back, wrong_q: '李梅' })
    expect(soughtIn(at(to))).toEqual({ wrong_: '李梅' })
  })
  it('leaves a household’s number as it is', async () => {
    expect(await led({ back: '/office/households', q: '012' })).toBe('/office/households?q=012')
  })
  it('leads nowhere but to this site', async () => {
    for (const foreign of ['//evil.example', 'https://evil.example/', '']) {
      expect(await led({ back: foreign, q: '' })).toBe('/')
    }
  })
  it('opens for whoever typed it, and for nobody else nor altered', async () => {
    const to = await led({ back, q: '王小明' })
    expect(soughtIn(at(to, 'account-2'))).toEqual({ '': '' })
    expect(soughtIn(at(to, null))).toEqual({ '': '' })
    expect(soughtIn(at(`${to}A`))).toEqual({ '': '' })
    expect(soughtIn(at('/office/households?sought=%E7%8E%8B'))).toEqual({ '': '' })
  })
})
