import { describe, expect, it } from 'vitest'
import { placeOf, questionNow, questionsFor } from './questions.ts'

const own = questionsFor({ praise: false, valued: false })
const praise = questionsFor({ praise: true, valued: true })
const fault = { message: 'no' }

describe('one question a screen', () => {
  it('asks what is needed and no more, within three steps', () => {
    expect(own).toEqual(['when', 'photo', 'words'])
    expect(praise).toEqual(['whose', 'when', 'value', 'photo', 'words'])
    expect(praise.map((one) => placeOf(one, praise))).toEqual([
      { step: 2, part: { n: 1, of: 3 } },
      { step: 2, part: { n: 2, of: 3 } },
      { step: 2, part: { n: 3, of: 3 } },
      { step: 3, part: { n: 1, of: 2 } },
      { step: 3, part: { n: 2, of: 2 } },
    ])
  })

  it('asks each question of a table, and shows what they come to before sending', () => {
    const tabled = questionsFor({ praise: false, valued: false, inputs: ['inputs.h', 'inputs.a'] })
    expect(tabled).toEqual(['when', 'inputs.h', 'inputs.a', 'photo', 'words', 'sum'])
    expect(placeOf('sum', tabled)).toEqual({ step: 3, part: { n: 3, of: 3 } })
    expect(questionNow({ question: 'inputs.a' }, tabled)).toBe('inputs.a')
    expect(questionNow({ fault, code: 'points.inputs_unfit' }, tabled)).toBe('inputs.h')
    expect(questionNow({ fault, fields: { 'inputs.a': '?' } }, tabled)).toBe('inputs.a')
    expect(questionNow({ fault, code: 'points.cap_reached' }, tabled)).toBe('sum')
  })

  it('begins with the first, goes where one wants, and back to what was wrong', () => {
    expect(questionNow(null, own)).toBe('when')
    expect(questionNow({ question: 'photo' }, own)).toBe('photo')
    expect(questionNow({ question: 'whose' }, own)).toBe('when')
    expect(questionNow({ fault, fields: { happenedOn: '?' } }, praise)).toBe('when')
    expect(questionNow({ fault, code: 'points.unknown_household' }, praise)).toBe('whose')
    expect(questionNow({ fault, code: 'points.cap_reached' }, praise)).toBe('words')
    const tooLarge = { fault, code: 'attachments.too_large' }
    expect(questionNow({ ...tooLarge, values: { question: 'words' } }, own)).toBe('photo')
    expect(questionNow(tooLarge, own)).toBe('words')
  })
})
