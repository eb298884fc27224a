"""Tables of any tool: their shape, layouts declared by header words, the mails, chats and ratings in their cells."""
