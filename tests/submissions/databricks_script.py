# what: a Databricks source file
# lesson: 2
# zero: none
# status: ok
# as: script
# %%
# Databricks notebook source
# MAGIC %md
# MAGIC # Lesson 2
# %%
@conv2d
# COMMAND ----------
@rest
