import type { OpenedDatabase, OwnerSession } from './database.ts'

/** Schemas that others make and keep: the job queue installs and upgrades its own. */
const FOREIGN = ['jobs']

const OURS = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and n.nspname <> all ($1)`

/**
 * The schema as text, made from PostgreSQL's own catalogue and the same on every machine:
 * to read, and to notice when a migration changed more than was meant.
 */
export async function schemaDump(opened: OpenedDatabase): Promise<string> {
  return opened.ownerTransaction(async (session) => {
    // With no search path every name is written in full.
    await session.script(`set local search_path = ''`)
    const parts: string[] = []
    for (const part of PARTS) parts.push(...(await lines(session, part)))
    return `${parts.join('\n\n')}\n`
  })
}

async function lines(session: OwnerSession, query: string): Promise<string[]> {
  const rows = await session.query<{ text: string }>(query, [FOREIGN])
  return rows.map((row) => row.text)
}

/** `grant select, insert on table x to y;` for whoever is not the owner; sorted by name. */
function grants(what: { acl: string; owner: string; kind: string; target: string }): string {
  const who = `case a.grantee when 0 then 'public' else a.grantee::regrole::text end`
  return `(
    select string_agg(line, e'\\n' order by line collate "C") from (
      select 'grant ' || string_agg(lower(a.privilege_type), ', ' order by a.privilege_type)
        || ' on ${what.kind} ' || ${what.target} || ' to ' || ${who} || ';' as line
      from aclexplode(${what.acl}) a where a.grantee <> ${what.owner} group by a.grantee
    ) granted)`
}

const join = (separator: string, ...parts: string[]) =>
  `concat_ws(${separator}, ${parts.join(', ')})`

const NEWLINE = `e'\\n'`

const SCHEMAS = `
  select ${join(
    NEWLINE,
    `'create schema ' || quote_ident(n.nspname) || ';'`,
    grants({
      acl: 'n.nspacl',
      owner: 'n.nspowner',
      kind: 'schema',
      target: 'quote_ident(n.nspname)',
    }),
  )} as text
  from pg_namespace n where ${OURS} and n.nspname <> 'public' order by n.nspname collate "C"`

const TYPES = `
  select case t.typtype
    when 'e' then 'create type ' || t.oid::regtype || ' as enum (' || (
      select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder)
      from pg_enum where enumtypid = t.oid) || ');'
    else 'create domain ' || t.oid::regtype || ' as ' || format_type(t.typbasetype, t.typtypmod)
      || coalesce(' ' || (
        select string_agg(pg_get_constraintdef(c.oid), ' ' order by c.conname collate "C")
        from pg_constraint c where c.contypid = t.oid), '') || ';'
    end as text
  from pg_type t join pg_namespace n on n.oid = t.typnamespace
  where t.typtype in ('e', 'd') and ${OURS}
  order by n.nspname collate "C", t.typname collate "C"`

const FUNCTIONS = `
  select ${join(
    NEWLINE,
    `rtrim(pg_get_functiondef(p.oid), e' \\n') || ';'`,
    grants({
      // Without a word about it everybody may call a function; the text says so.
      acl: `coalesce(p.proacl, acldefault('f', p.proowner))`,
      owner: 'p.proowner',
      kind: 'routine',
      target: 'p.oid::regprocedure::text',
    }),
  )} as text
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where p.prokind in ('f', 'p') and ${OURS}
    and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  order by n.nspname collate "C", p.proname collate "C", p.oid::regprocedure::text collate "C"`

const COLUMNS = `
  select string_agg('  ' || quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
    || case when a.attcollation not in (0, y.typcollation)
         then ' collate ' || a.attcollation::regcollation else '' end
    || case a.attgenerated when 's' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid)
         || ') stored' when 'v' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid)
         || ') virtual' else coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') end
    || case when a.attidentity <> '' then ' generated as identity' else '' end
    || case when a.attnotnull then ' not null' else '' end, e',\\n' order by a.attnum)
  from pg_attribute a join pg_type y on y.oid = a.atttypid
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped`

// Since PostgreSQL 18 "not null" is a constraint as well; the column says it already.
const CONSTRAINTS = `
  select string_agg('  constraint ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid),
    e',\\n' order by array_position('{p,u,c,f,x}'::text[], k.contype::text), k.conname collate "C")
  from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'c', 'f', 'x')`

const INDEXES = `
  select string_agg(pg_get_indexdef(i.indexrelid) || ';', e'\\n'
    order by i.indexrelid::regclass::text collate "C")
  from pg_index i where i.indrelid = c.oid
    and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid
      and k.contype in ('p', 'u', 'x'))`

const SECURITY = `
  nullif(concat_ws(e'\\n',
    case when c.relrowsecurity
      then 'alter table ' || c.oid::regclass || ' enable row level security;' end,
    case when c.relforcerowsecurity
      then 'alter table ' || c.oid::regclass || ' force row level security;' end), '')`

const POLICIES = `
  select string_agg('create policy ' || quote_ident(p.polname) || ' on ' || c.oid::regclass
    || case when p.polpermissive then '' else ' as restrictive' end
    || case p.polcmd when 'r' then ' for select' when 'a' then ' for insert'
         when 'w' then ' for update' when 'd' then ' for delete' else '' end
    || case when p.polroles = '{0}' then '' else ' to ' || (
         select string_agg(r.role::regrole::text, ', ' order by r.role::regrole::text collate "C")
         from unnest(p.polroles) as r(role)) end
    || coalesce(' using (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
    || coalesce(' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '')
    || ';', e'\\n' order by p.polname collate "C")
  from pg_policy p where p.polrelid = c.oid`

const COLUMN_GRANTS = `
  select string_agg(line, e'\\n' order by line collate "C") from (
    select 'grant ' || lower(g.privilege_type) || ' ('
      || string_agg(quote_ident(a.attname), ', ' order by a.attnum) || ') on table '
      || c.oid::regclass || ' to '
      || case g.grantee when 0 then 'public' else g.grantee::regrole::text end || ';' as line
    from pg_attribute a, aclexplode(a.attacl) g
    where a.attrelid = c.oid and g.grantee <> c.relowner and not a.attisdropped
    group by g.grantee, g.privilege_type) granted`

const TRIGGERS = `
  select string_agg(pg_get_triggerdef(t.oid) || ';', e'\\n' order by t.tgname collate "C")
  from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal`

const TABLE_GRANTS = grants({
  acl: 'c.relacl',
  owner: 'c.relowner',
  kind: 'table',
  target: 'c.oid::regclass::text',
})

const TABLES = `
  select ${join(
    NEWLINE,
    `'create table ' || c.oid::regclass || e' (\\n'
       || ${join(`e',\\n'`, `(${COLUMNS})`, `(${CONSTRAINTS})`)} || e'\\n)'
       || case when c.relkind = 'p' then ' partition by ' || pg_get_partkeydef(c.oid) else '' end
       || ';'`,
    `(${INDEXES})`,
    SECURITY,
    `(${POLICIES})`,
    TABLE_GRANTS,
    `(${COLUMN_GRANTS})`,
    `(${TRIGGERS})`,
  )} as text
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and ${OURS}
  order by n.nspname collate "C", c.relname collate "C"`

const VIEWS = `
  select ${join(
    NEWLINE,
    `'create ' || case c.relkind when 'm' then 'materialized ' else '' end || 'view '
       || c.oid::regclass || coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', '')
       || e' as\\n' || pg_get_viewdef(c.oid)`,
    TABLE_GRANTS,
  )} as text
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('v', 'm') and ${OURS}
  order by n.nspname collate "C", c.relname collate "C"`

const SEQUENCES = `
  select 'create sequence ' || c.oid::regclass || ';' as text
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'S' and ${OURS}
  order by n.nspname collate "C", c.relname collate "C"`

const PARTS = [SCHEMAS, TYPES, FUNCTIONS, SEQUENCES, TABLES, VIEWS]
