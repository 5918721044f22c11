"""The chat in a browser: ``streamlit run app.py``."""

from bot.ui.page import main

main()
