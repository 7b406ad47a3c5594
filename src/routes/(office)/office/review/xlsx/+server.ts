import { exportDesk } from '../../desk.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = (event) => exportDesk(event, 'review')
