create schema installation;

create table installation.setting (
    name text primary key,
    value text not null
);

-- db-scheduler's table.
create table installation.scheduled_tasks (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamptz not null,
    picked boolean not null,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures int,
    last_heartbeat timestamptz,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_due on installation.scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on installation.scheduled_tasks (last_heartbeat);
