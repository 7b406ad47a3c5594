/** Refusals of the two doors themselves, with their HTTP status. */
export const kernelRefusals = {
  'kernel.invalid_input': 422,
  'kernel.not_permitted': 403,
  'kernel.not_signed_in': 401,
  'kernel.unknown_command': 404,
  'kernel.unknown_query': 404,
  'kernel.unknown_place': 404,
  'kernel.envelope_reused': 409,
  'kernel.clock_behind': 503,
  'kernel.recorded_in_future': 422,
  'kernel.too_large': 413,
  'kernel.not_json': 415,
  'kernel.unreadable_json': 400,
  'kernel.disk_full': 503,
  'kernel.database_unavailable': 503,
  'kernel.post_only': 405,
  'kernel.fault': 500,
} as const
