import { describe, expect, it } from 'vitest'
import * as m from '#paraglide/messages.js'
import { forgottenName } from '#people/model.ts'
import { sayForgotten } from './forgotten-names.ts'
import { say } from './sentence.ts'

const answer = {
  rows: [
    { name: forgottenName, points: 3 },
    { name: '李小河', until: null },
  ],
  bytes: new Uint8Array([1, 2]),
}

describe('the name of somebody who was forgotten', () => {
  it('is said in the language of the reader, wherever it stands', () => {
    const { rows } = sayForgotten(answer, 'en')
    expect(rows).toEqual([
      { name: '(forgotten)', points: 3 },
      { name: '李小河', until: null },
    ])
  })
  it('is what the database keeps, for whoever reads Chinese', () => {
    expect(m.people_name_forgotten({}, { locale: 'zh-CN' })).toBe(forgottenName)
    expect(sayForgotten(answer, 'zh-CN')).toBe(answer)
  })
  it('leaves bytes alone', () => {
    expect(sayForgotten(answer, 'en').bytes).toBe(answer.bytes)
  })
  it('is said in sentences too', () => {
    const details = { name: forgottenName }
    expect(say('people.person_closed', details, 'en')).toContain('(forgotten)')
    expect(say('people.person_closed', details, 'zh-CN')).toContain(forgottenName)
  })
})
