import { ok, type Result, refuse } from '#kernel/result.ts'
import type { AttachmentsRefusal, CleanVoice } from '../model.ts'
import { ascii, bigEndian, bigEndianBytes, byteAt, join } from './bytes.ts'
import { ELEMENT, type Element, element, elements, number, readElement } from './ebml.ts'
import { OPUS_RATE, opusHead, packetSamples } from './opus.ts'

const AUDIO = 2
const VIDEO = 1
const MILLISECOND = 1_000_000

type Track = { readonly number: number; readonly entry: Uint8Array }

/** What is kept of a recording while its elements pass by one after the other. */
type Recording = {
  scale: number
  track: Track | null
  clusterTime: number
  clusters: Uint8Array[][]
  firstTime: number
  endTime: number
  samples: number
}

type Step = AttachmentsRefusal | null

function children(bytes: Uint8Array, parent: Element): Element[] {
  return elements(bytes, parent.dataAt, parent.end) ?? []
}

function copy(bytes: Uint8Array, found: Element | undefined): Uint8Array {
  if (!found) return new Uint8Array(0)
  return element(found.id, bytes.subarray(found.dataAt, found.end))
}

/** The track entry written anew from the fields a player needs: no name, no language, no tags. */
function readTrack(bytes: Uint8Array, entry: Element): Track | null {
  const fields = new Map(children(bytes, entry).map((field) => [field.id, field]))
  const secret = fields.get(ELEMENT.codecPrivate)
  const head = secret ? opusHead(bytes.subarray(secret.dataAt, secret.end)) : null
  const sound = fields.get(ELEMENT.audio)
  const trackNumber = number(bytes, fields.get(ELEMENT.trackNumber))
  if (!head || fields.has(ELEMENT.contentEncodings) || trackNumber < 1 || trackNumber > 126) {
    return null
  }
  const soundFields = sound ? children(bytes, sound) : []
  const keptSound = [ELEMENT.samplingFrequency, ELEMENT.channels, ELEMENT.bitDepth]
  const written = element(
    ELEMENT.trackEntry,
    element(ELEMENT.trackNumber, Uint8Array.of(trackNumber)),
    element(ELEMENT.trackUid, Uint8Array.of(1)),
    element(ELEMENT.trackType, Uint8Array.of(AUDIO)),
    element(ELEMENT.codecId, ascii('A_OPUS')),
    element(ELEMENT.codecPrivate, head),
    copy(bytes, fields.get(ELEMENT.codecDelay)),
    copy(bytes, fields.get(ELEMENT.seekPreRoll)),
    element(
      ELEMENT.audio,
      ...keptSound.map((id) =>
        copy(
          bytes,
          soundFields.find((field) => field.id === id),
        ),
      ),
    ),
  )
  return { number: trackNumber, entry: written }
}

function isOpus(bytes: Uint8Array, entry: Element): boolean {
  const codec = children(bytes, entry).find((field) => field.id === ELEMENT.codecId)
  const name = codec ? bytes.subarray(codec.dataAt, codec.end) : []
  return String.fromCharCode(...name.slice(0, 16)).replace(/\0+$/, '') === 'A_OPUS'
}

function takeTracks(recording: Recording, bytes: Uint8Array, tracks: Element): Step {
  if (recording.track) return 'attachments.damaged'
  const entries = children(bytes, tracks).filter((entry) => entry.id === ELEMENT.trackEntry)
  const typeOf = (entry: Element) =>
    number(
      bytes,
      children(bytes, entry).find((field) => field.id === ELEMENT.trackType),
    )
  if (entries.some((entry) => typeOf(entry) === VIDEO)) return 'attachments.unknown_type'
  const sound = entries.find((entry) => typeOf(entry) === AUDIO)
  if (!sound || !isOpus(bytes, sound)) return 'attachments.unknown_type'
  recording.track = readTrack(bytes, sound)
  return recording.track ? null : 'attachments.damaged'
}

/** Notes when a block plays; false for a block of another track, which is then left out. */
function timeBlock(recording: Recording, block: Uint8Array): boolean {
  if (block.length < 5 || byteAt(block, 0) !== 0x80 + (recording.track?.number ?? 0)) return false
  const offset = (bigEndian(block, 1, 2) << 16) >> 16
  const samples = packetSamples(byteAt(block, 4), byteAt(block, 5))
  const time = recording.clusterTime + offset
  const length = ((samples / OPUS_RATE) * 1e9) / recording.scale
  recording.samples += samples
  recording.firstTime = Math.min(recording.firstTime, time)
  recording.endTime = Math.max(recording.endTime, time + length)
  return true
}

function takeBlock(recording: Recording, bytes: Uint8Array, found: Element): Step {
  const cluster = recording.clusters.at(-1)
  if (!cluster || !recording.track) return 'attachments.damaged'
  if (found.id === ELEMENT.simpleBlock) {
    const block = bytes.subarray(found.dataAt, found.end)
    if (timeBlock(recording, block)) cluster.push(element(found.id, block))
    return null
  }
  const group = children(bytes, found)
  const block = group.find((field) => field.id === ELEMENT.block)
  if (!block) return 'attachments.damaged'
  const kept: number[] = [ELEMENT.block, ELEMENT.blockDuration, ELEMENT.discardPadding]
  if (timeBlock(recording, bytes.subarray(block.dataAt, block.end))) {
    const fields = group.filter((field) => kept.includes(field.id))
    cluster.push(element(found.id, join(fields.map((field) => copy(bytes, field)))))
  }
  return null
}

function takeElement(recording: Recording, bytes: Uint8Array, found: Element): Step {
  switch (found.id) {
    case ELEMENT.info: {
      const scale = children(bytes, found).find((field) => field.id === ELEMENT.timestampScale)
      recording.scale = scale ? number(bytes, scale) : MILLISECOND
      return recording.scale > 0 ? null : 'attachments.damaged'
    }
    case ELEMENT.tracks:
      return takeTracks(recording, bytes, found)
    case ELEMENT.cluster:
      recording.clusters.push([])
      return null
    case ELEMENT.timestamp:
      recording.clusterTime = number(bytes, found)
      recording.clusters.at(-1)?.push(copy(bytes, found))
      return null
    case ELEMENT.simpleBlock:
    case ELEMENT.blockGroup:
      return takeBlock(recording, bytes, found)
    case ELEMENT.ebml:
    case ELEMENT.segment:
      return 'attachments.damaged'
    default:
      return null
  }
}

/**
 * Walks the segment as one flat list: browsers record segments and clusters without a length,
 * so where a cluster ends is only known by what comes next. Nothing is copied but what is named.
 */
function readRecording(bytes: Uint8Array, segment: Element): Result<Recording, AttachmentsRefusal> {
  const recording: Recording = {
    scale: MILLISECOND,
    track: null,
    clusterTime: 0,
    clusters: [],
    firstTime: Number.POSITIVE_INFINITY,
    endTime: 0,
    samples: 0,
  }
  let at = segment.dataAt
  while (at < segment.end) {
    const found = readElement(bytes, at, segment.end)
    if (!found || (found.endless && found.id !== ELEMENT.cluster)) {
      return refuse('attachments.damaged')
    }
    const step = takeElement(recording, bytes, found)
    if (step) return refuse(step)
    at = found.id === ELEMENT.cluster ? found.dataAt : found.end
  }
  return ok(recording)
}

function doubleBytes(value: number): Uint8Array {
  const out = new Uint8Array(8)
  new DataView(out.buffer).setFloat64(0, value)
  return out
}

function fileHeader(): Uint8Array {
  return element(
    ELEMENT.ebml,
    element(0x4286, Uint8Array.of(1)),
    element(0x42f7, Uint8Array.of(1)),
    element(0x42f2, Uint8Array.of(4)),
    element(0x42f3, Uint8Array.of(8)),
    element(ELEMENT.docType, ascii('webm')),
    element(0x4287, Uint8Array.of(4)),
    element(0x4285, Uint8Array.of(2)),
  )
}

function isWebm(bytes: Uint8Array, header: Element): boolean {
  const type = children(bytes, header).find((field) => field.id === ELEMENT.docType)
  return type !== undefined && String.fromCharCode(...bytes.slice(type.dataAt, type.end)) === 'webm'
}

/**
 * Writes a WebM recording anew from its sound alone: no tags, titles, program names, dates,
 * chapters or attached files. The length in time, which browsers leave out, is added.
 */
export function cleanWebm(bytes: Uint8Array): Result<CleanVoice, AttachmentsRefusal> {
  const header = readElement(bytes, 0, bytes.length)
  const segment = header ? readElement(bytes, header.end, bytes.length) : null
  if (!header || header.endless || header.end - header.dataAt > 256) {
    return refuse('attachments.damaged')
  }
  if (!isWebm(bytes, header)) return refuse('attachments.unknown_type')
  if (segment?.id !== ELEMENT.segment) return refuse('attachments.damaged')
  const read = readRecording(bytes, segment)
  if (!read.ok) return read
  const { scale, track, clusters, firstTime, endTime, samples } = read.value
  if (!track || samples === 0) return refuse('attachments.damaged')
  const info = element(
    ELEMENT.info,
    element(ELEMENT.timestampScale, bigEndianBytes(scale, 6)),
    element(ELEMENT.duration, doubleBytes(endTime)),
    element(0x4d80, ascii('xiangyue')),
    element(0x5741, ascii('xiangyue')),
  )
  const sound = join(clusters.map((parts) => element(ELEMENT.cluster, join(parts))))
  const body = element(ELEMENT.segment, info, element(ELEMENT.tracks, track.entry), sound)
  const played = Math.max(((endTime - firstTime) * scale) / 1e9, samples / OPUS_RATE)
  return ok({ bytes: join([fileHeader(), body]), mediaType: 'audio/webm', seconds: played })
}
