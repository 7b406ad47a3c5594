import { existsSync, readdirSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import compression from 'compression'
import { isLoopback } from '#kernel/loopback.ts'
import { isForeignForm, refuseForeignForm } from './foreign-form.ts'

export interface Listening {
  readonly server: Server
  close(): Promise<void>
}

export interface ListenOptions {
  readonly port: number
  readonly lan: boolean
  /** Origin seen by browsers when a proxy stands in front, `https://village.example`. */
  readonly publicOrigin: string | null
}

/** 8 MB of photo or voice and the form around it. */
export const bodyLimitBytes = 9 * 1024 * 1024

/** A form up to here is read in passing: its words are kept, its files that are too large are not. */
export const formLimitBytes = 64 * 1024 * 1024

const protocolHeader = 'x-xiangyue-protocol'

type Handler = (req: IncomingMessage, res: ServerResponse, next?: () => void) => void

/** Starts the built web pages behind a check of the host name, on loopback unless told otherwise. */
export async function listen(buildFolder: string, options: ListenOptions): Promise<Listening> {
  process.env.BODY_SIZE_LIMIT = String(formLimitBytes)
  process.env.PROTOCOL_HEADER = protocolHeader
  const { handler } = (await import(pathToFileURL(`${buildFolder}/handler.js`).href)) as {
    handler: Handler
  }
  const protocol = options.publicOrigin
    ? new URL(options.publicOrigin).protocol.slice(0, -1)
    : 'http'
  const compress = compression()
  const server = createServer((req, res) => {
    if (!isOurHost(req.headers.host ?? '', options)) return refuseHost(res)
    req.headers[protocolHeader] = protocol
    if (options.publicOrigin) req.headers.host = new URL(options.publicOrigin).host
    if (isForeignForm(req, protocol)) return refuseForeignForm(res)
    compress(req, res, () => handler(req, res))
  })
  if (!(await tryPort(server, options.port, hostOf(options.lan)))) throw taken(options.port)
  return { server, close: () => closeServer(server) }
}

/**
 * Reads all pages there are into memory. They are otherwise read when first opened, and would then
 * come from another build than the rest, if somebody has built anew under a running server.
 */
export async function readAllPages(buildFolder: string): Promise<void> {
  for (const folder of ['entries', 'chunks', 'nodes']) {
    const path = join(buildFolder, 'server', folder)
    if (!existsSync(path)) continue
    for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' })) {
      if (name.endsWith('.js')) await import(pathToFileURL(join(path, name)).href)
    }
  }
}

/** Only names this server goes by: a foreign name that points here is a rebinding attack. */
function isOurHost(host: string, options: ListenOptions): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase()
  if (isLoopback(name)) return true
  if (options.publicOrigin && name === new URL(options.publicOrigin).hostname) return true
  return options.lan && lanAddresses().includes(name)
}

/** The addresses under which other machines of the same network find this one. */
export function lanAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((address) => address.family === 'IPv4' && !address.internal)
    .map((address) => address.address)
}

function refuseHost(res: ServerResponse): void {
  res.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' })
  res.end(
    '这个地址不属于本系统。请用启动时显示的地址打开。\nThis server does not go by that name. Use the address it printed when it started.\n',
  )
}

/** A proxy in front knows one port only: that one, or none. */
export async function onlyPort(port: number, lan: boolean): Promise<number> {
  if (await isFree(port, lan)) return port
  throw taken(port)
}

function taken(port: number): Error {
  return new Error(`Port ${port} is taken. Free it, or choose another with --port.`)
}

async function isFree(port: number, lan: boolean): Promise<boolean> {
  const probe = createServer()
  if (!(await tryPort(probe, port, hostOf(lan)))) return false
  await closeServer(probe)
  return true
}

/** The port asked for, or the next free one. */
export async function freePort(first: number, lan: boolean): Promise<number> {
  for (let port = first; port <= first + 50; port += 1) if (await isFree(port, lan)) return port
  throw new Error(
    `Ports ${first} to ${first + 50} are all taken. Free one, or choose another with --port.`,
  )
}

const hostOf = (lan: boolean) => (lan ? '0.0.0.0' : '127.0.0.1')

function tryPort(server: Server, port: number, host: string): Promise<boolean> {
  return new Promise((done, fail) => {
    const taken = (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? done(false) : fail(error)
    server.once('error', taken)
    server.listen(port, host, () => {
      server.off('error', taken)
      done(true)
    })
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 2000).unref()
  })
}
