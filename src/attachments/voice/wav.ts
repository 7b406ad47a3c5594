import { ok, type Result, refuse } from '#kernel/result.ts'
import type { AttachmentsRefusal, CleanVoice } from '../model.ts'
import { ascii, join, littleEndian, littleEndianBytes, textAt } from './bytes.ts'

const FORMATS = { pcm: 1, float: 3, aLaw: 6, muLaw: 7, extensible: 0xfffe }

type Chunk = { readonly at: number; readonly end: number }

function findChunk(bytes: Uint8Array, name: string): Chunk | null {
  let at = 12
  while (at + 8 <= bytes.length) {
    const size = littleEndian(bytes, at + 4, 4)
    if (textAt(bytes, at, name)) {
      return at + 8 + size <= bytes.length ? { at: at + 8, end: at + 8 + size } : null
    }
    at += 8 + size + (size % 2)
  }
  return null
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  const padding = new Uint8Array(body.length % 2)
  return join([ascii(name), littleEndianBytes(body.length, 4), body, padding])
}

/** Keeps the format and the sound of a WAV file; the lists of titles, dates and places go. */
export function cleanWav(bytes: Uint8Array): Result<CleanVoice, AttachmentsRefusal> {
  const format = findChunk(bytes, 'fmt ')
  const data = findChunk(bytes, 'data')
  if (!format || !data || format.end - format.at < 16) return refuse('attachments.damaged')
  const tag = littleEndian(bytes, format.at, 2)
  if (!Object.values(FORMATS).includes(tag)) return refuse('attachments.unknown_type')
  const channels = littleEndian(bytes, format.at + 2, 2)
  const rate = littleEndian(bytes, format.at + 4, 4)
  const bits = littleEndian(bytes, format.at + 14, 2)
  const perSecond = (rate * channels * bits) / 8
  const sound = bytes.subarray(data.at, data.end)
  if (perSecond === 0 || sound.length === 0) return refuse('attachments.damaged')
  const most = tag === FORMATS.extensible ? 40 : 16
  const kept = bytes.subarray(format.at, Math.min(format.end, format.at + most))
  const inner = join([ascii('WAVE'), chunk('fmt ', kept), chunk('data', sound)])
  const out = join([ascii('RIFF'), littleEndianBytes(inner.length, 4), inner])
  return ok({ bytes: out, mediaType: 'audio/wav', seconds: sound.length / perSecond })
}
