/**
 * Reading numbers out of untrusted bytes. Beyond the end everything reads as zero instead of
 * throwing: whoever reads a length checks that it fits, and a damaged file becomes a refusal.
 */
export function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0
}

/** An unsigned big-endian number of up to six bytes. */
export function bigEndian(bytes: Uint8Array, at: number, length: number): number {
  let value = 0
  for (let i = 0; i < length; i++) value = value * 256 + byteAt(bytes, at + i)
  return value
}

/** An unsigned little-endian number of up to six bytes. */
export function littleEndian(bytes: Uint8Array, at: number, length: number): number {
  let value = 0
  for (let i = length - 1; i >= 0; i--) value = value * 256 + byteAt(bytes, at + i)
  return value
}

export function bigEndianBytes(value: number, length: number): Uint8Array {
  const out = new Uint8Array(length)
  let rest = value
  for (let i = length - 1; i >= 0; i--) {
    out[i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  return out
}

export function littleEndianBytes(value: number, length: number): Uint8Array {
  return bigEndianBytes(value, length).reverse()
}

/** Whether the ASCII text stands at this place. */
export function textAt(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (bytes[at + i] !== text.charCodeAt(i)) return false
  }
  return true
}

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
