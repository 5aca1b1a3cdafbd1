"""The web page: formats and forwards; the answers come from `bot.chatbot`."""
