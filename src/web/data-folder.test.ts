import { describe, expect, it } from 'vitest'
import { whyNotStart } from './data-folder.ts'

const createdAt = '2026-01-01T00:00:00.000Z'
const demonstration = { createdAt, demonstration: true }
const real = { createdAt, demonstration: false }
const plain = { dataDir: 'data', empty: false, seed: false }

describe('a start that would not give what was asked for', () => {
  it('refuses an empty start where a demonstration is, and names the way', () => {
    const sentence = whyNotStart(demonstration, { ...plain, empty: true })
    expect(sentence).toContain('“data” holds a demonstration')
    expect(sentence).toContain('--empty --data data-real')
  })
  it('refuses a demonstration that is to be empty, also in a new folder', () => {
    for (const nature of [null, real, demonstration]) {
      const sentence = whyNotStart(nature, { ...plain, empty: true, seed: true })
      expect(sentence).toContain('--empty --data data-real')
    }
  })
  it('refuses to make a demonstration of a real place', () => {
    const sentence = whyNotStart(real, { ...plain, seed: true })
    expect(sentence).toContain('seed -- --data data-demonstration')
  })
  it('lets every start through that finds what it asks for', () => {
    expect(whyNotStart(null, { ...plain, empty: true })).toBeNull()
    expect(whyNotStart(real, { ...plain, empty: true })).toBeNull()
    expect(whyNotStart(real, plain)).toBeNull()
    expect(whyNotStart(demonstration, plain)).toBeNull()
    expect(whyNotStart(demonstration, { ...plain, seed: true })).toBeNull()
    expect(whyNotStart(null, { ...plain, seed: true })).toBeNull()
  })
})
