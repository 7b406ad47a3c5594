import { expect, test } from 'vitest'
import { limitBody, wasTooLarge, wholeFormBytes, withoutLargeFiles } from './large-form.ts'
import { bodyLimitBytes } from './serve.ts'

const megabyte = 1024 * 1024

/** A form as a browser sends it, in pieces of any size, without saying how long it is. */
async function sent(fields: readonly [string, string | File][], pieceBytes = 65_536) {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  const whole = new Request('http://localhost/declare', { method: 'POST', body: form })
  const bytes = new Uint8Array(await whole.arrayBuffer())
  let at = 0
  const body = new ReadableStream({
    pull(controller) {
      controller.enqueue(bytes.subarray(at, at + pieceBytes))
      at += pieceBytes
      if (at >= bytes.length) controller.close()
    },
  })
  const headers = { 'content-type': whole.headers.get('content-type')!, cookie: 'a=b' }
  const options = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
  return new Request('http://localhost/declare?item=ditch', options)
}

const large = new File([new Uint8Array(12 * megabyte).fill(45)], '大照片.jpg', {
  type: 'image/jpeg',
})

test('the words of a form stay when its photo is too large', async () => {
  const note = '清了沟\r\n--两次 "上午"'
  const request = await withoutLargeFiles(
    await sent([
      ['note', note],
      ['photo', large],
      ['happenedOn', '2026-08-08'],
      ['household', 'a'],
      ['household', 'b'],
    ]),
    bodyLimitBytes,
  )
  const form = await request!.formData()
  expect(form.get('note')).toBe(note)
  expect(form.get('happenedOn')).toBe('2026-08-08')
  expect(form.getAll('household')).toEqual(['a', 'b'])
  const photo = form.get('photo') as File
  expect(wasTooLarge(photo)).toBe(true)
  expect(photo).toMatchObject({ name: '大照片.jpg', size: 1 })
  expect(request!.url).toContain('item=ditch')
  expect(request!.headers.get('cookie')).toBe('a=b')
})

test('files that fit come through byte by byte, however the form is cut into pieces', async () => {
  const bytes = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7) % 256)
  const file = new File([bytes], 'a"b.jpg', { type: 'image/jpeg' })
  for (const pieceBytes of [1, 7, 4096]) {
    const request = await withoutLargeFiles(
      await sent(
        [
          ['photo', file],
          ['empty', new File([], '')],
          ['note', ''],
        ],
        pieceBytes,
      ),
      bodyLimitBytes,
    )
    const form = await request!.formData()
    const photo = form.get('photo') as File
    expect(new Uint8Array(await photo.arrayBuffer())).toEqual(bytes)
    expect(photo).toMatchObject({ name: 'a"b.jpg', type: 'image/jpeg' })
    expect(form.get('empty')).toBe('')
    expect(form.get('note')).toBe('')
    expect(wasTooLarge(photo)).toBe(false)
  }
})

/** Which of six photos, each as large as one may be, were too much for who sends them. */
async function sixPhotos(accountId: string | null): Promise<boolean[]> {
  const bytes = new Uint8Array(8 * megabyte)
  const photos = ['1', '2', '3', '4', '5', '6'].map(
    (name) => ['photo', new File([bytes], name)] as [string, File],
  )
  const request = await sent([['note', '清了沟'], ...photos], megabyte)
  const event = { request, url: new URL(request.url), locals: { session: { accountId } } }
  expect(await limitBody(event)).toBeNull()
  const form = await event.request.formData()
  expect(form.get('note')).toBe('清了沟')
  return (form.getAll('photo') as File[]).map(wasTooLarge)
}

test('as many files as are taken at once fit into one form, each as large as one may be', async () => {
  expect(await sixPhotos('an account')).toEqual(Array(6).fill(false))
})

test('a stranger sends no more at once than one such file', async () => {
  expect(await sixPhotos(null)).toEqual([false, ...Array(5).fill(true)])
})

test('a form that is cut off keeps what had come', async () => {
  const lines = ['--x', 'content-disposition: form-data; name="note"', '', '清沟', '--x']
  const photo = ['content-disposition: form-data; name="photo"; filename="a.jpg"', '', 'abc']
  const request = await withoutLargeFiles(raw([...lines, ...photo].join('\r\n')), wholeFormBytes)
  const form = await request!.formData()
  expect(form.get('note')).toBe('清沟')
  expect(wasTooLarge(form.get('photo') as File)).toBe(true)
  const noForm = await withoutLargeFiles(raw('--x\r\nno head at all\r\n\r\n'), wholeFormBytes)
  expect([...(await noForm!.formData()).keys()]).toEqual([])
})

function raw(body: string, more: Record<string, string> = {}): Request {
  const headers = { 'content-type': 'multipart/form-data; boundary=x', ...more }
  return new Request('http://localhost/', { method: 'POST', headers, body })
}

test('any other request is left alone', async () => {
  expect(
    await withoutLargeFiles(raw('a form', { 'content-length': '6' }), wholeFormBytes),
  ).toBeNull()
  const huge = String(65 * megabyte)
  expect(
    await withoutLargeFiles(raw('a form', { 'content-length': huge }), wholeFormBytes),
  ).toBeNull()
  expect(
    await withoutLargeFiles(raw('a=b', { 'content-type': 'text/plain' }), wholeFormBytes),
  ).toBeNull()
  expect(await withoutLargeFiles(new Request('http://localhost/'), wholeFormBytes)).toBeNull()
})

test('words alone in such an amount are refused unread, and the API is not touched', async () => {
  const words = { 'content-type': 'application/x-www-form-urlencoded' }
  const answerTo = async (path: string, headers: Record<string, string>) => {
    const locals = { session: { accountId: null } }
    const event = { request: raw('a=b', headers), url: new URL(path, 'http://localhost'), locals }
    return (await limitBody(event))?.status ?? null
  }
  expect(await answerTo('/declare', { ...words, 'content-length': String(10 * megabyte) })).toBe(
    413,
  )
  expect(await answerTo('/declare', words)).toBe(413)
  expect(await answerTo('/declare', { ...words, 'content-length': '3' })).toBeNull()
  expect(await answerTo('/api/v1/commands/points.declare', words)).toBeNull()
})
