-- Event $1. 0 event, 1 kind, 2 review, 3 item, 4 who, 5 slot, 6 number, 7 day, 8 said, 9 superseded_by.
SELECT event, kind, review, item, who, slot, number, day, said, superseded_by FROM act WHERE event = $1
