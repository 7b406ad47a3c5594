-- Which lines of a notice wait for the answer to an objection: everybody may know that they have no
-- effect yet. How many objections there are, whose and why, this does not tell.
create function appeals.held_lines(place text, notice uuid) returns table (line integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct a.line from appeals.appeal a
  where a.tenant_code = place and a.notice_id = notice and a.line is not null and a.state = 'open'
    and kernel.in_scope(place)
  order by a.line
$$;
revoke execute on function appeals.held_lines from public;
grant execute on function appeals.held_lines to xiangyue_public, xiangyue_app;
