import sharp from 'sharp'

const SIDE = 9
/** Greys that scatter less than this (of 255) are a wall, a sheet or the dark: no picture to compare. */
const PLAIN = 4
/** What differs by no more (of 255) counts as equal, so that saving again flips no bits in a clear sky. */
const CLEAR = 3

/**
 * What a picture looks like, in 128 bits as 32 hexadecimal digits: whether each of 8 × 8 fields is
 * clearly darker than its right neighbour, and than the one below (a difference hash). The
 * same picture made smaller, saved again or a little brighter differs in a few bits only.
 * @returns null for a picture too plain to be compared, or one that cannot be read.
 */
export async function pictureHash(bytes: Uint8Array): Promise<string | null> {
  try {
    const greys = await sharp(await blurred(bytes), { raw: { ...small, channels: 1 } })
      .resize({ width: SIDE, height: SIDE, fit: 'fill', kernel: 'linear' })
      .raw()
      .toBuffer()
    return hashOf(greys)
  } catch {
    // The library throws for every picture it cannot read to its end.
    return null
  }
}

const small = { width: 72, height: 72 } as const

/** The picture's large shapes in grey: what another size or quality changes is smoothed away. */
function blurred(bytes: Uint8Array): Promise<Buffer> {
  return sharp(bytes)
    .flatten({ background: '#ffffff' })
    .greyscale()
    .resize({ ...small, fit: 'fill', kernel: 'mitchell', fastShrinkOnLoad: false })
    .blur(4)
    .raw()
    .toBuffer()
}

/** The hash of 9 × 9 greys, row by row. */
function hashOf(greys: Uint8Array): string | null {
  const mean = greys.reduce((sum, grey) => sum + grey, 0) / greys.length
  const squares = greys.reduce((sum, grey) => sum + (grey - mean) ** 2, 0)
  if (Math.sqrt(squares / greys.length) < PLAIN) return null
  const bits: boolean[] = []
  for (const step of [1, SIDE]) {
    for (let row = 0; row < SIDE - 1; row++) {
      for (let column = 0; column < SIDE - 1; column++) {
        const at = row * SIDE + column
        bits.push(greys[at]! + CLEAR < greys[at + step]!)
      }
    }
  }
  const nibbles = Array.from({ length: 32 }, (_, n) => bits.slice(n * 4, n * 4 + 4))
  return nibbles
    .map((four) => four.reduce((sum, bit) => sum * 2 + Number(bit), 0).toString(16))
    .join('')
}
