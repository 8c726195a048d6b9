"""The three templates 三张表 read from and written to workbooks; reading knows no database."""
