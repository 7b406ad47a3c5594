import { describe, expect, it } from 'vitest'
import { helpQuestionNow, helpQuestions } from './help-questions.ts'

const card = { name: '林示远', method: 'passbook_code' }
const heard = { name: '林示远', method: 'spoken_with_witness' }

describe('what is asked', () => {
  it('is the code of the card, or who heard it, never both', () => {
    expect(helpQuestions(null)).toEqual(['name', 'how', 'card'])
    expect(helpQuestions({ values: card })).toEqual(['name', 'how', 'card'])
    expect(helpQuestions({ values: heard })).toEqual(['name', 'how', 'witness'])
  })

  it('is a household only where several people bear the name', () => {
    const twice = { values: heard, question: 'household' }
    expect(helpQuestions(twice)).toEqual(['name', 'household', 'how', 'witness'])
    const both = { values: { ...heard, household: '003' }, question: 'witnessHousehold' }
    expect(helpQuestions(both)).toEqual(['name', 'household', 'how', 'witness', 'witnessHousehold'])
  })
})

describe('the question shown', () => {
  it('is the first, then the one asked for', () => {
    expect(helpQuestionNow(null)).toBe('name')
    expect(helpQuestionNow({ values: card, question: 'how' })).toBe('how')
  })

  it('follows the way of consent, however the screen before was left', () => {
    expect(helpQuestionNow({ values: heard, question: 'card' })).toBe('witness')
    expect(helpQuestionNow({ values: card, question: 'witness' })).toBe('card')
  })

  it.each([
    ['people.passbook_code_wrong', card, 'card'],
    ['people.witness_unfit', heard, 'witness'],
    ['people.witness_needed', heard, 'witness'],
    ['people.minor', card, 'name'],
  ])('after %s is the one it is about', (code, values, question) => {
    expect(helpQuestionNow({ code, values })).toBe(question)
  })
})
