import { describe, expect, it, test } from 'vitest'
import { decideStep, isAbout, stateOf, surnameOf } from './rules.ts'

test('a surname is the first character, or both of a double surname', () => {
  expect(['李秋华', '欧阳海', '欧阳', ' 司马光', ''].map(surnameOf)).toEqual([
    '李',
    '欧阳',
    '欧',
    '司马',
    '',
  ])
})

const step = (kind: 'asked' | 'answered' | 'closed') => {
  return { kind, at: '2026-11-22T02:00:00Z', byPersonId: null, byPost: 'x', words: '……' }
}
const other = { about: false, answers: false }
const asked = { about: true, answers: true }

describe('what is said about a flag', () => {
  it('is asked, answered and closed, each once', () => {
    expect(decideStep({ steps: [] }, 'asked', other).ok).toBe(true)
    expect(decideStep({ steps: [step('asked')] }, 'asked', other)).toMatchObject({
      code: 'oversight.already_asked',
    })
    expect(decideStep({ steps: [] }, 'answered', asked)).toMatchObject({
      code: 'oversight.not_asked',
    })
    expect(decideStep({ steps: [step('asked')] }, 'answered', asked).ok).toBe(true)
    const both = [step('asked'), step('answered')]
    expect(decideStep({ steps: both }, 'answered', asked)).toMatchObject({
      code: 'oversight.already_answered',
    })
    expect(decideStep({ steps: both }, 'closed', other).ok).toBe(true)
    for (const kind of ['asked', 'closed'] as const) {
      expect(decideStep({ steps: [...both, step('closed')] }, kind, other)).toMatchObject({
        code: 'oversight.already_closed',
      })
    }
  })

  it('is answered only by whoever was asked, and neither asked nor closed about oneself', () => {
    expect(decideStep({ steps: [step('asked')] }, 'answered', other)).toMatchObject({
      code: 'oversight.not_your_question',
    })
    for (const kind of ['asked', 'closed'] as const) {
      expect(decideStep({ steps: [] }, kind, asked)).toMatchObject({ code: 'oversight.recused' })
    }
  })

  it('stands where the last thing said left it', () => {
    expect(stateOf([])).toBe('raised')
    expect(stateOf([step('asked'), step('answered')])).toBe('answered')
    expect(stateOf([step('closed'), step('asked')])).toBe('closed')
  })
})

test('a flag is hidden from those it is about and their kin, one about a clause from nobody', () => {
  expect(isAbout({ personId: 'me' }, new Set(['me', 'sister']))).toBe(true)
  expect(isAbout({ personId: 'other' }, new Set(['me']))).toBe(false)
  expect(isAbout({ personId: null }, new Set(['me']))).toBe(false)
})
