import { byteAt, textAt } from './bytes.ts'

/** Opus always counts time in samples of 1/48,000 second, whatever it was recorded at. */
export const OPUS_RATE = 48_000

const SILK = [480, 960, 1920, 2880]
const HYBRID = [480, 960]
const CELT = [120, 240, 480, 960]

function frameSamples(configuration: number): number {
  if (configuration < 12) return SILK[configuration % 4] ?? 960
  if (configuration < 16) return HYBRID[configuration % 2] ?? 960
  return CELT[configuration % 4] ?? 960
}

/** How many samples a packet plays, read from its first two bytes (RFC 6716, section 3.1). */
export function packetSamples(first: number, second: number): number {
  const form = first & 3
  const frames = form === 0 ? 1 : form === 3 ? second & 0x3f : 2
  return frameSamples(first >> 3) * frames
}

/** The identification header alone, without anything a program hung behind it (RFC 7845, 5.1). */
export function opusHead(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length < 19 || !textAt(bytes, 0, 'OpusHead') || byteAt(bytes, 8) > 15) return null
  const channels = byteAt(bytes, 9)
  const length = byteAt(bytes, 18) === 0 ? 19 : 21 + channels
  return channels > 0 && bytes.length >= length ? bytes.slice(0, length) : null
}
