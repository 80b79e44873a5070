-- Forms have a module of their own now: it brings those of data/forms in again at every start.
drop table reporting.form;
