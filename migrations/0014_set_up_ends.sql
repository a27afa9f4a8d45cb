alter table communities
  -- When its facilitator was done with setting up, or put the rest of it aside.
  add column set_up_ended_at timestamptz;
