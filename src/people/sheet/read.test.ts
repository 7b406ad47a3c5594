import { randomBytes } from 'node:crypto'
import { CFB } from '@e965/xlsx'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { SHEET_LIMIT_BYTES } from './model.ts'
import { readTables } from './read.ts'
import { csv, headers, headRow, wifeRow, xlsx } from './roster-samples.ts'
import { countFilledRows } from './unpack.ts'

const rows = [headers, headRow, wifeRow]
const text = csv(rows)

function read(bytes: Uint8Array | string, name = 'roster.csv') {
  return readTables(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, name)
}

function tableOf(bytes: Uint8Array | string) {
  const tables = read(bytes)
  if (!tables.ok) throw new Error(tables.code)
  return tables.value[0]?.rows.map((row) => row.map(String))
}

describe('a CSV file', () => {
  const rare = csv([headers, ['1', '𬱖䶮', '㛃〇', ...headRow.slice(3)]])

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['GB18030', iconv.encode(text, 'gb18030')],
    ['UTF-16', iconv.encode(text, 'utf-16le', { addBOM: true })],
  ])('is read in %s', (_, bytes) => {
    expect(tableOf(bytes)).toEqual(rows)
  })

  it('keeps rare characters of four bytes in GB18030', () => {
    const table = tableOf(iconv.encode(rare, 'gb18030'))
    expect(table?.[1]?.slice(1, 3)).toEqual(['𬱖䶮', '㛃〇'])
  })

  it('is taken for GB18030 when its bytes would by chance be UTF-8 too', () => {
    // The two characters 联通 in GB18030 are famous for being valid UTF-8 as well.
    const header = iconv.encode('姓名,户号\r\n', 'gb18030')
    const bytes = Buffer.concat([header, iconv.encode('联通,1', 'gb18030')])
    expect(tableOf(bytes)?.[1]).toEqual(['联通', '1'])
  })

  it('is never read in a wrong encoding, whatever names stand in it', () => {
    const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCharCode(code))
    const name = fc.string({ unit: han, minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(name, fc.constantFrom('utf-8', 'gb18030'), (given, encoding) => {
        const bytes = iconv.encode(csv([headers, ['1', given, given]]), encoding)
        expect(tableOf(bytes)?.[1]?.[2]).toBe(given)
      }),
    )
  })

  it.each([',', ';', '\t'])('is read with %j between the cells', (mark) => {
    expect(tableOf(csv(rows, mark))).toEqual(rows)
  })

  it('keeps quoted commas and line breaks', () => {
    expect(tableOf('姓名,备注\n张三,"a,b\nc"')).toEqual([
      ['姓名', '备注'],
      ['张三', 'a,b\nc'],
    ])
  })

  it('is refused when a quotation mark is never closed or the characters are none', () => {
    expect(read('姓名,户号\n"张三,1')).toMatchObject({ code: 'people.sheet_damaged' })
    expect(read(Buffer.from([0xef, 0xbb, 0xbf, 0xff, 0xff]))).toMatchObject({
      code: 'people.sheet_encoding',
    })
  })
})

it('never computes a formula: its saved result counts', () => {
  const formula = { t: 'n', v: 41, f: '40+2' } as const
  expect(tableOf(xlsx([headers, ['1', formula]]))?.[1]).toEqual(['1', '41'])
})

it('takes a number shown with leading zeros as it is shown', () => {
  expect(tableOf(xlsx([[{ t: 'n', v: 12, z: '000' }]]))).toEqual([['012']])
})

it('keeps persons below very many empty rows', () => {
  const empty = Array.from({ length: 30_000 }, () => [])
  expect(tableOf(xlsx([headers, ...empty, headRow]))?.at(-1)).toEqual(headRow)
})

function workbook(sheetXml: string): Uint8Array {
  const file = CFB.utils.cfb_new()
  const parts = CFB.read(Buffer.from(xlsx([['a']])), { type: 'buffer' })
  for (const [at, path] of parts.FullPaths.entries()) {
    const content = parts.FileIndex[at]?.content
    if (!content || path.endsWith('/')) continue
    const name = path.replace(/^Root Entry\//, '')
    const isSheet = name === 'xl/worksheets/sheet1.xml'
    CFB.utils.cfb_add(file, name, isSheet ? Buffer.from(sheetXml) : content)
  }
  const out = CFB.write(file, { type: 'buffer', fileType: 'zip', compression: true })
  return new Uint8Array(out as Buffer)
}

function sheetOf(inner: string): string {
  const space = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const data = `<sheetData>${inner}</sheetData>`
  return `<?xml version="1.0"?><worksheet xmlns="${space}">${data}</worksheet>`
}

describe('a list that is far too long', () => {
  const limit = { limit: 20_000 }

  it('is refused as XLSX without being understood', () => {
    const cells = headRow.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')
    const bytes = workbook(sheetOf(`<row>${cells}</row>`.repeat(100_000)))
    const refused = { ok: false, code: 'people.sheet_too_many_rows', details: limit }
    expect(read(bytes)).toEqual(refused)
  })

  it('is refused as CSV', () => {
    const bytes = Buffer.from(`${headers.join(',')}\n${'1,张,张三,男,,户主,,\n'.repeat(100_000)}`)
    expect(read(bytes)).toMatchObject({ code: 'people.sheet_too_many_rows', details: limit })
  })

  it('is not what a sheet is that has only formatted empty rows', () => {
    const empty = '<row r="2" s="1"><c s="1"/></row>'.repeat(50_000)
    const name = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
    expect(tableOf(workbook(sheetOf(name + empty)))?.[0]).toEqual(['x'])
  })
})

it('counts filled rows also where a program writes a prefix', () => {
  const xml = '<x:worksheet><x:row><x:c><x:v>1</x:v></x:c></x:row><x:row/></x:worksheet>'
  expect(countFilledRows(Buffer.from(xml))).toBe(1)
})

it('refuses a file that unpacks beyond all measure', () => {
  const bomb = workbook(sheetOf(' '.repeat(100 * 1024 * 1024)))
  expect(bomb.length).toBeLessThan(SHEET_LIMIT_BYTES)
  expect(read(bomb)).toMatchObject({ code: 'people.sheet_unpacks_too_large' })
})

it('refuses a bomb that lies about its size', () => {
  const bomb = Buffer.from(workbook(sheetOf(' '.repeat(60 * 1024 * 1024))))
  const name = Buffer.from('xl/worksheets/sheet1.xml')
  bomb.writeUInt32LE(1000, bomb.lastIndexOf(name) - 46 + 24)
  expect(read(bomb)).toMatchObject({ code: 'people.sheet_unpacks_too_large' })
})

it.each([
  ['%PDF-1.7\n1 0 obj', 'scan.pdf', 'pdf'],
  ['<html><table><tr><td>姓名</td></tr></table></html>', 'export.xls', 'xls'],
  ['<?xml version="1.0"?><Workbook/>', 'export.xml', 'xml'],
  ['{\\rtf1 姓名}', 'list.rtf', 'rtf'],
  ['\x89PNG\r\n\x1a\n\0\0\0\r', 'photo.xlsx', 'xlsx'],
])('refuses %j, which is no sheet', (start, name, ending) => {
  const details = { ending }
  expect(read(start, name)).toEqual({ ok: false, code: 'people.sheet_foreign', details })
})

it('refuses another ZIP file under the name of a sheet', () => {
  const file = CFB.utils.cfb_new()
  CFB.utils.cfb_add(file, 'word/document.xml', Buffer.from('<w/>'))
  const bytes = CFB.write(file, { type: 'buffer', fileType: 'zip' }) as Buffer
  expect(read(bytes, 'roster.xlsx')).toMatchObject({ code: 'people.sheet_foreign' })
})

it('tells an encrypted workbook from an old one', () => {
  const start = Buffer.from('d0cf11e0a1b11ae1', 'hex')
  const locked = Buffer.concat([
    start,
    Buffer.alloc(512),
    Buffer.from('EncryptedPackage', 'utf16le'),
  ])
  expect(read(locked)).toMatchObject({ code: 'people.sheet_encrypted' })
  expect(read(Buffer.concat([start, Buffer.alloc(512)]))).toMatchObject({
    code: 'people.sheet_old_excel',
  })
})

it('refuses what is too large or empty', () => {
  expect(read(new Uint8Array(SHEET_LIMIT_BYTES + 1))).toMatchObject({
    code: 'people.sheet_too_large',
  })
  expect(read(new Uint8Array(0))).toMatchObject({ code: 'people.sheet_empty' })
})

it('refuses a workbook that is cut off or altered, and never throws', () => {
  const whole = xlsx(rows)
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), (at, value, cut) => {
      const broken = Uint8Array.from(whole)
      broken[at] = value
      const result = read(cut ? broken.subarray(0, at) : broken)
      if (cut) expect(result.ok).toBe(at > 0 && at < 3 ? result.ok : false)
      else expect(result).toHaveProperty('ok')
    }),
    { numRuns: 400 },
  )
})

it('never throws on random bytes', () => {
  expect(read(randomBytes(100_000))).toMatchObject({ code: 'people.sheet_foreign' })
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, zipped) => {
      const start = zipped ? Buffer.from('PK\x03\x04') : Buffer.alloc(0)
      expect(read(Buffer.concat([start, bytes]))).toHaveProperty('ok')
    }),
    { numRuns: 500 },
  )
})
