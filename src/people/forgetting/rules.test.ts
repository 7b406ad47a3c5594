import { describe, expect, it } from 'vitest'
import type { ForgettingFacts } from './model.ts'
import { decideForgetting } from './rules.ts'

const facts: ForgettingFacts = {
  ...{ name: '演示甲', closedOn: '2026-11-01', forgottenAt: null },
  ...{ cameBack: false, objectionOpen: false, notice: null },
}
const notice = { serial: '永公示〔2026〕第3号', endsAt: '2026-11-30T16:00:00.000Z' }

describe('forgetting somebody', () => {
  it('is for those who are off the books, with nothing left open', () => {
    expect(decideForgetting(facts)).toEqual({ ok: true, value: null })
  })

  it.each([
    ['on the books', { closedOn: null }, 'people.still_on_books'],
    ['back on the books', { cameBack: true }, 'people.still_on_books'],
    ['forgotten', { forgottenAt: '2026-11-20T02:00:00.000Z' }, 'people.already_forgotten'],
    ['objected about', { objectionOpen: true }, 'people.objection_open'],
    ['on the board', { notice }, 'people.notice_hanging'],
  ])('is refused for somebody who is still %s', (_what, change, code) => {
    expect(decideForgetting({ ...facts, ...change })).toMatchObject({ ok: false, code })
  })

  it('is refused for nobody', () => {
    expect(decideForgetting(null)).toMatchObject({ code: 'people.unknown_person' })
  })

  it('says until when the notice hangs', () => {
    expect(decideForgetting({ ...facts, notice })).toMatchObject({ details: notice })
  })
})
