-- Deadlines in a year whose holidays were not published are counted again once they are.
grant update (answer_due_on, due_provisional) on appeals.appeal to xiangyue_app;
create index appeal_provisional on appeals.appeal (tenant_code)
  where due_provisional and state = 'open';
create index deed_provisional on points.deed (tenant_code)
  where due_provisional and state = 'hearing';
