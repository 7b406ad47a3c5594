import { ok, type Result, refuse } from '#kernel/result.ts'
import { readCsv } from './csv.ts'
import { SHEET_LIMIT_BYTES, type SheetRefusal, type SheetTable } from './model.ts'
import { readXlsx } from './xlsx.ts'

const OLD_OFFICE = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le')
/** PDF, RTF, web pages and everything XML: text, but no table. */
const OTHER_TEXT = /^\s*(%PDF|\{\\rtf|<|\{|-----BEGIN)/

/** Whether bytes are text at all: no zero bytes, hardly any control characters. */
function isText(bytes: Uint8Array): boolean {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return true
  }
  const start = bytes.subarray(0, 65_536)
  let control = 0
  for (const byte of start) {
    if (byte === 0) return false
    if (byte < 32 && ![9, 10, 12, 13].includes(byte)) control += 1
  }
  return control * 200 <= start.length
}

/** It calls itself a workbook and is none: most likely it was damaged or sent only in part. */
export function isBrokenWorkbook(bytes: Uint8Array, filename: string): boolean {
  return /\.xls[xm]$/i.test(filename) && Buffer.from(bytes.subarray(0, 2)).toString() !== 'PK'
}

function foreign(filename: string): Result<never, SheetRefusal> {
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(filename)?.[1] ?? ''
  return refuse('people.sheet_foreign', { ending: ending.toLowerCase() })
}

/**
 * Reads an uploaded file into its tables. What kind of file it is, is told by its content; the
 * name is only used in the sentence that refuses it. Nothing here can throw for a bad file.
 */
export function readTables(
  bytes: Uint8Array,
  filename: string,
): Result<SheetTable[], SheetRefusal> {
  if (bytes.length > SHEET_LIMIT_BYTES) {
    return refuse('people.sheet_too_large', { limitMegabytes: SHEET_LIMIT_BYTES / 1024 / 1024 })
  }
  if (bytes.length === 0) return refuse('people.sheet_empty')
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (file.subarray(0, 8).equals(OLD_OFFICE)) {
    const isLocked = file.includes(ENCRYPTED)
    return refuse(isLocked ? 'people.sheet_encrypted' : 'people.sheet_old_excel')
  }
  if (file.subarray(0, 4).toString('latin1') === 'PK\x03\x04') {
    const tables = readXlsx(bytes)
    return !tables.ok && tables.code === 'people.sheet_foreign' ? foreign(filename) : tables
  }
  const start = file
    .subarray(0, 256)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
  if (!isText(bytes) || OTHER_TEXT.test(start)) return foreign(filename)
  const table = readCsv(bytes)
  return table.ok ? ok([table.value]) : table
}
