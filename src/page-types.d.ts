// Not named app.d.ts: beside app.ts TypeScript would take it for that file's own output and skip it.
import type { Session } from '#kernel/actor.ts'
import type { Sought } from '#ui/list-state.ts'
import type { Reader } from '#ui/reader.ts'
import type { Doors } from '#web/doors.ts'
import type { Me } from '#web/me.ts'
import type { Runtime } from '#web/runtime.ts'

declare global {
  namespace App {
    interface Locals {
      /** The two doors; see web/doors.ts. */
      ask: Doors['ask']
      try: Doors['try']
      act: Doors['act']
      /** Language, letter size and the village's day; the hook sets it first. */
      reader: Reader
      /** Printed on every error page, and in the log line that belongs to it. */
      requestId: string
      runtime: Runtime
      /** Who asks, for the two doors. */
      session: Session
      signIn: Awaited<ReturnType<Runtime['auth']['sessionOf']>>
      /** The signed-in person's name, residences and posts; null for guests. Found by `whoIs`. */
      me?: Promise<Me | null>
      /** What is looked for in lists of people on this page; see web/sought.ts. */
      sought: Sought
      /** The place an office page works on. Set by the hook for office pages. */
      tenant: string
    }
    interface PageData {
      reader?: Reader
      me?: Me | null
      sought?: Sought
    }
    interface Error {
      message: string
      /** Given to somebody who asks for help, so that the log line can be found. */
      requestId?: string
      /** What happened, in the reader's language, when a sentence is known for it. */
      sentence?: string
      next?: { href: string; label: string }
    }
  }
}
