import { describe, expect, it } from 'vitest'
import { kindNames, postNames } from '#organisations/model.ts'
import { kindWord, postWord } from './words.ts'

describe('the words for bodies and posts', () => {
  it.each(kindNames)('name the body %s', (kind) => {
    expect(kindWord(kind).length).toBeGreaterThan(1)
  })

  it.each([...postNames, 'villager', 'system', 'guest'])('name the post %s', (post) => {
    expect(postWord(post).length).toBeGreaterThan(1)
  })

  it('fail loudly for a post without a word', () => {
    expect(() => postWord('mayor')).toThrow('organisations_post_mayor')
  })
})
