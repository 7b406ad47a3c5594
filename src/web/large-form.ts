import { FILES_AT_ONCE, UPLOAD_LIMIT_BYTES } from '#attachments/model.ts'
import * as m from '#paraglide/messages.js'
import { bodyLimitBytes, formLimitBytes } from './serve.ts'

/** The type of a file that was too large to be read; whoever takes files refuses it by name. */
export const unreadType = 'application/x-too-large'

/** A file that arrived with a form and was larger than anything that is kept. */
export function wasTooLarge(file: File): boolean {
  return file.size > UPLOAD_LIMIT_BYTES || file.type === unreadType
}

/** A request on its way in: what it carries may still be changed. */
interface Arriving {
  request: Request
  readonly url: URL
  readonly locals: { readonly session: { readonly accountId: string | null } }
}

/** The head of one part of a form: its field, and the file's name and type if it is one. */
interface Head {
  readonly name: string
  readonly fileName: string | null
  readonly type: string
}

const headLimitBytes = 16 * 1024
const partLimit = 2000 + FILES_AT_ONCE

/** As many files as are taken at once, each as large as one may be, and the words around them. */
export const wholeFormBytes = FILES_AT_ONCE * UPLOAD_LIMIT_BYTES + 1024 * 1024

/**
 * Lets a page's form through without the files that are too large. Words alone in such an amount
 * nobody types: they are refused unread. A stranger may not fill the memory, so only who is signed in
 * sends several large files at once. The API has a limit of its own.
 */
export async function limitBody(event: Arriving): Promise<Response | null> {
  const { request, url } = event
  if (!request.body || url.pathname.startsWith('/api/')) return null
  if (boundaryOf(request) === null && mayBeLarge(request)) {
    return new Response(m.ui_error_text_413(), { status: 413 })
  }
  const keptBytes = event.locals.session.accountId ? wholeFormBytes : bodyLimitBytes
  event.request = (await withoutLargeFiles(request, keptBytes)) ?? request
  return null
}

/**
 * A form with files that is larger than what is read at once: its words are kept and the files
 * that are too large are left out, so that the page can say so with everything still in place.
 * No more than `keptBytes` of all its parts is kept. Null for any other request, and for one so large
 * that nobody reads it.
 */
export async function withoutLargeFiles(
  request: Request,
  keptBytes: number,
): Promise<Request | null> {
  const boundary = boundaryOf(request)
  if (!boundary || !request.body || !mayBeLarge(request) || isHuge(request)) return null
  const form = await readForm(request.body, { boundary, keptBytes })
  const headers = new Headers(request.headers)
  for (const name of ['content-type', 'content-length', 'transfer-encoding']) headers.delete(name)
  return new Request(request.url, { method: request.method, headers, body: form })
}

function mayBeLarge({ headers }: Request): boolean {
  const length = headers.get('content-length')
  return length === null || Number(length) > bodyLimitBytes
}

/** The server has stopped reading it: the page says so. */
function isHuge({ headers }: Request): boolean {
  return Number(headers.get('content-length')) > formLimitBytes
}

function boundaryOf({ headers, method }: Request): string | null {
  if (method !== 'POST') return null
  const found = /^multipart\/form-data\b.*\bboundary=(?:"([^"]+)"|([^;\s]+))/i.exec(
    headers.get('content-type') ?? '',
  )
  return found?.[1] ?? found?.[2] ?? null
}

/** Reads the parts as they come in: what is no part of a form, or is cut off, ends the form there. */
async function readForm(
  body: ReadableStream,
  { boundary, keptBytes }: { boundary: string; keptBytes: number },
): Promise<FormData> {
  const parts = new Parts(keptBytes)
  try {
    await readParts(parts, body, Buffer.from(`\r\n--${boundary}`))
  } catch {
    parts.cutOff()
  }
  return parts.form
}

/** No more than one form's worth is held at any moment. */
async function readParts(parts: Parts, body: ReadableStream, delimiter: Buffer): Promise<void> {
  let held: Buffer = Buffer.from('\r\n')
  let inHead = false
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    held = Buffer.concat([held, chunk])
    for (;;) {
      const end = inHead ? held.indexOf('\r\n\r\n') : held.indexOf(delimiter)
      if (end < 0) break
      if (inHead && !parts.open(held.toString('utf8', 0, end))) return
      if (!inHead) parts.close(held.subarray(0, end))
      held = held.subarray(end + (inHead ? 4 : delimiter.length))
      inHead = !inHead
    }
    if (inHead && held.length > headLimitBytes) return
    if (inHead) continue
    const sure = Math.max(0, held.length - delimiter.length)
    parts.add(held.subarray(0, sure))
    held = held.subarray(sure)
  }
  if (!inHead) parts.cutOff()
}

/** The parts of a form, put together; what would be too much of a file is let go. */
class Parts {
  readonly form = new FormData()
  private head: Head | null = null
  private chunks: Buffer[] = []
  private size = 0
  private kept = 0
  private count = 0
  private readonly keptBytes: number

  constructor(keptBytes: number) {
    this.keptBytes = keptBytes
  }

  /** False when it is no part of a form, or one too many. */
  open(text: string): boolean {
    const field = /;\s*name="([^"]*)"/i.exec(text)
    const file = /;\s*filename="([^"]*)"/i.exec(text)
    const type = /^content-type:\s*(\S+)/im.exec(text)?.[1] ?? ''
    this.count += 1
    if (!field || this.count > partLimit) return false
    this.head = { name: plain(field[1]!), fileName: file ? plain(file[1]!) : null, type }
    return true
  }

  add(bytes: Buffer): void {
    if (!this.head || bytes.length === 0) return
    this.size += bytes.length
    if (this.tooLarge()) this.chunks = []
    else this.chunks.push(Buffer.from(bytes))
  }

  close(bytes: Buffer): void {
    this.add(bytes)
    const { head, chunks } = this
    const tooLarge = this.tooLarge()
    if (head?.fileName == null) {
      if (head && !tooLarge) this.form.append(head.name, Buffer.concat(chunks).toString('utf8'))
    } else if (tooLarge) {
      this.form.append(head.name, new File(['-'], head.fileName, { type: unreadType }))
    } else {
      const file = new File([...chunks] as BlobPart[], head.fileName, { type: head.type })
      this.form.append(head.name, file)
    }
    if (!tooLarge) this.kept += this.size
    this.head = null
    this.chunks = []
    this.size = 0
  }

  /** A file whose end never came was too large, or is not there. */
  cutOff(): void {
    if (this.head?.fileName != null) this.add(Buffer.alloc(bodyLimitBytes))
    this.close(Buffer.alloc(0))
  }

  private tooLarge(): boolean {
    return this.size > UPLOAD_LIMIT_BYTES || this.kept + this.size > this.keptBytes
  }
}

/** Browsers write quotes and line ends inside a name as `%22`, `%0D` and `%0A`. */
function plain(text: string): string {
  return text.replace(/%22|%0D|%0A/gi, (code) => decodeURIComponent(code))
}
