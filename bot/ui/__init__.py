"""The browser chat: Streamlit pages over ``bot.chat``; nothing imports this package."""
