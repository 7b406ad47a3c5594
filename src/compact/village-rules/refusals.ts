/** Refusals of the way of the village rules, each with its HTTP status. */
export const villageRulesRefusals = {
  'compact.unknown_rules': 404,
  'compact.unknown_rules_clause': 404,
  'compact.unknown_comment': 404,
  'compact.rules_other_stage': 409,
  'compact.rules_begun': 409,
  'compact.english_does_not_match': 422,
  'compact.clause_too_long': 422,
  'compact.unlawful_clauses': 422,
  'compact.warning_unexplained': 422,
  'compact.consultation_too_short': 422,
  'compact.adults_only': 409,
  'compact.comments_unanswered': 409,
  'compact.already_answered': 409,
  'compact.meeting_before_review': 422,
  'compact.filing_day': 422,
} as const
