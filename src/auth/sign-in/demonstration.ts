import { refuse } from '#kernel/result.ts'
import { isAdult } from '../rules.ts'
import { type Entering, enterAs, type Parts, todayInChina } from './parts.ts'
import { candidateByPerson } from './store.ts'
import type { Visit } from './visit.ts'

/** Picking a person to be. Only where the folder was made as a demonstration. */
export interface DemonstrationWay {
  readonly open: boolean
  enter(visit: Visit, who: { tenantCode: string; personId: string; next: string }): Entering
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function demonstrationWay(parts: Parts): DemonstrationWay {
  return {
    open: parts.demonstration,
    async enter(visit, { tenantCode, personId, next }) {
      if (!parts.demonstration) return refuse('auth.not_demonstration')
      if (!uuid.test(personId)) return refuse('auth.unknown_person')
      const row = await candidateByPerson(parts.db, { tenantCode, personId })
      if (!row || !isAdult(row.birthDate, todayInChina())) return refuse('auth.unknown_person')
      return enterAs(parts, visit, { rows: [row], way: 'demonstration', next })
    },
  }
}
