import { randomBytes } from 'node:crypto'

/** Sixteen random bytes as 32 hexadecimal digits: nobody can know or try out what will be drawn. */
export function makeSeed(): string {
  return randomBytes(16).toString('hex')
}
