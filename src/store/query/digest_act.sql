SELECT event, kind, review, item, who, slot, number, day, said, superseded_by FROM act ORDER BY event
