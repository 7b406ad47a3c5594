import type { Session } from '#kernel/actor.ts'
import type { Envelope } from '#kernel/command.ts'
import type { OpenedDatabase } from '#kernel/database.ts'
import { isLoopback } from '#kernel/loopback.ts'
import type { Outcome } from '#kernel/outcome.ts'
import type { Secrets } from '#kernel/secrets.ts'
import type { CodeGateway, ShownCode } from './gateway.ts'
import type { SignIn } from './model.ts'
import { type CardWay, cardWay } from './sign-in/card.ts'
import { type DemonstrationWay, demonstrationWay } from './sign-in/demonstration.ts'
import { makeEngine } from './sign-in/engine.ts'
import { type FirstAdministrator, firstAdministrator } from './sign-in/first-administrator.ts'
import {
  makeCard,
  makeOneTimePassword,
  type PrintedCard,
  type PrintedPassword,
} from './sign-in/handed-over.ts'
import { makeLimits } from './sign-in/limits.ts'
import type { Parts } from './sign-in/parts.ts'
import { type Passkeys, passkeys } from './sign-in/passkeys.ts'
import { type PasswordWay, passwordWay } from './sign-in/password.ts'
import { deliverCode, type PhoneWay, phoneWay } from './sign-in/phone.ts'
import { type SecondFactor, secondFactor } from './sign-in/second-factor.ts'
import { type Sessions, sessions } from './sign-in/sessions.ts'
import { makeSteps } from './sign-in/step.ts'
import { isMarkedDemonstration } from './sign-in/store.ts'
import type { Visit } from './sign-in/visit.ts'

export type { Visit } from './sign-in/visit.ts'

/** Signing in, as the hook and the pages use it. README.md says what each part promises. */
export interface Auth {
  /** Who a request comes from; null for guests. */
  sessionOf(headers: Headers): Promise<SignIn | null>
  /** Begins (or with null ends) helping another person in this session, which gets a new token. */
  actFor(visit: Visit, assistanceId: string | null): Promise<void>
  readonly phone: PhoneWay
  readonly card: CardWay
  readonly password: PasswordWay
  readonly secondFactor: SecondFactor
  readonly passkeys: Passkeys
  readonly demonstration: DemonstrationWay
  readonly firstAdministrator: FirstAdministrator
  readonly sessions: Sessions
  /** What is printed and handed over once; it follows from the envelope of the act. */
  printCard(envelopeId: string): Promise<PrintedCard>
  printPassword(envelopeId: string): Promise<PrintedPassword>
  /** The latest codes, when nothing but this computer can see them; null otherwise. */
  developmentCodes(): readonly ShownCode[] | null
}

export interface AuthSetting {
  readonly database: OpenedDatabase
  readonly secrets: Secrets
  readonly gateway: CodeGateway
  readonly app: { dispatch(session: Session, envelope: Envelope): Promise<Outcome<unknown>> }
  /** `https://village.example`, or `http://localhost:8080`. */
  readonly origin: string
  /** Fixed when the data folder was made. */
  readonly demonstration: boolean
  /** Reachable from other machines without HTTPS. */
  readonly lan: boolean
  readonly onFault?: (error: unknown) => void
}

/** @throws when a folder says it is a demonstration and its database does not, or the reverse. */
export async function createAuth(setting: AuthSetting): Promise<Auth> {
  const { secrets, gateway } = setting
  const db = setting.database.kysely
  if ((await isMarkedDemonstration(db)) !== setting.demonstration) throw natureDiffers()
  const secureCookies = needsSecureCookies(setting)
  const sending = new Map<string, string>()
  const deliver = (digest: string, code: string) => {
    deliverCode({ db, gateway }, sending, { digest, code }).catch(setting.onFault ?? (() => {}))
  }
  const parts: Parts = {
    ...{ db, secrets, gateway, demonstration: setting.demonstration },
    engine: makeEngine({ db, secrets, origin: setting.origin, secureCookies, deliver }),
    limits: makeLimits(db, secrets, secureCookies),
    steps: makeSteps(secrets, secureCookies),
    dispatch: (session, envelope) => setting.app.dispatch(session, envelope),
  }
  const here = !setting.lan && isLoopback(new URL(setting.origin).hostname)
  const signedIn = sessions(parts)
  return {
    sessionOf: signedIn.of,
    actFor: signedIn.actFor,
    phone: phoneWay(parts, sending),
    card: cardWay(parts),
    password: passwordWay(parts),
    secondFactor: secondFactor(parts),
    passkeys: passkeys(parts),
    demonstration: demonstrationWay(parts),
    firstAdministrator: firstAdministrator(parts, setting.origin),
    sessions: signedIn,
    printCard: (envelopeId) => makeCard(secrets, envelopeId),
    printPassword: (envelopeId) => makeOneTimePassword(secrets, envelopeId),
    developmentCodes: () => (here ? (gateway.latest?.() ?? null) : null),
  }
}

function natureDiffers(): Error {
  return new Error(
    'The data folder and its database do not agree whether this is a demonstration, so nothing was started. Restore the file xiangyue.json that belongs to this folder.',
  )
}

/** Only this computer, and a home network without HTTPS, do without the Secure mark. */
function needsSecureCookies({ origin, lan }: AuthSetting): boolean {
  return origin.startsWith('https://') || !(lan || isLoopback(new URL(origin).hostname))
}
