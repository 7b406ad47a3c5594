import iconv from 'iconv-lite'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { SheetRefusal } from './model.ts'

/** Words that stand in the head of every roster; they tell a right reading from a wrong one. */
const HEAD_WORDS = /姓名|户|身份证|性别|关系|name|household|relation/i

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function gb18030(bytes: Uint8Array): string | null {
  const text = iconv.decode(Buffer.from(bytes), 'gb18030')
  return text.includes('\uFFFD') ? null : text
}

function utf16(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return iconv.decode(Buffer.from(bytes), 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return iconv.decode(Buffer.from(bytes), 'utf-16be')
  return null
}

function hasUtf8Mark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}

/**
 * The text of a CSV file. Files say nothing of their encoding, so: a byte-order mark decides; else
 * what is valid UTF-8 is UTF-8 and the rest GB18030, as Windows in China saves it. Where both
 * would be valid, the one in which column names can be read is right.
 */
export function decodeText(bytes: Uint8Array): Result<string, SheetRefusal> {
  const marked = utf16(bytes)
  if (marked !== null) return ok(marked)
  const unicode = utf8(bytes)
  if (hasUtf8Mark(bytes)) return unicode === null ? refuse('people.sheet_encoding') : ok(unicode)
  if (unicode !== null && HEAD_WORDS.test(unicode)) return ok(unicode)
  const chinese = gb18030(bytes)
  if (chinese !== null && HEAD_WORDS.test(chinese)) return ok(chinese)
  const text = unicode ?? chinese
  return text === null ? refuse('people.sheet_encoding') : ok(text)
}
