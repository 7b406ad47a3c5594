import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { pictureHash } from './hash.ts'

/** A picture that is nowhere plain: coloured blocks drawn from a seed. */
async function scene(seed: number, size = 640): Promise<Buffer> {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state / 2 ** 32
  }
  const blocks = Array.from({ length: 40 }, () => {
    const grey = Math.floor(next() * 255)
    const [x, y] = [next() * 500, next() * 400]
    return `<rect x="${x}" y="${y}" width="180" height="140" fill="rgb(${grey},${grey},${grey})"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#fff"/>${blocks.join('')}</svg>`
  return sharp(Buffer.from(svg)).resize({ width: size }).png().toBuffer()
}

const differing = (one: string, other: string) =>
  [...one].reduce((sum, digit, at) => {
    const bits = Number.parseInt(digit, 16) ^ Number.parseInt(other[at]!, 16)
    return sum + bits.toString(2).replaceAll('0', '').length
  }, 0)

describe('what a picture looks like', () => {
  it('stays nearly the same when it is made smaller, saved again or brightened', async () => {
    for (const seed of [3, 17, 90]) {
      const picture = await scene(seed)
      const hash = (await pictureHash(picture))!
      expect(hash).toMatch(/^[0-9a-f]{32}$/)
      const small = await sharp(picture).resize({ width: 320 }).webp({ quality: 60 }).toBuffer()
      const bright = await sharp(picture)
        .modulate({ brightness: 1.1 })
        .jpeg({ quality: 70 })
        .toBuffer()
      expect(differing(hash, (await pictureHash(small))!)).toBeLessThanOrEqual(7)
      expect(differing(hash, (await pictureHash(bright))!)).toBeLessThanOrEqual(7)
    }
  })

  it('differs widely between different pictures', async () => {
    const hashes = await Promise.all(
      [3, 17, 90, 1234].map(async (n) => pictureHash(await scene(n))),
    )
    for (const [n, one] of hashes.entries()) {
      for (const other of hashes.slice(n + 1)) expect(differing(one!, other!)).toBeGreaterThan(15)
    }
  })

  it('says nothing about a blank wall, nor about what cannot be read', async () => {
    const wall = { width: 200, height: 200, channels: 3 as const, background: '#ccccc8' }
    expect(await pictureHash(await sharp({ create: wall }).jpeg().toBuffer())).toBeNull()
    expect(await pictureHash(new Uint8Array([1, 2, 3]))).toBeNull()
  })
})
