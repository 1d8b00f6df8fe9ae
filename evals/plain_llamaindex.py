"""Retrieval as one writes it with LlamaIndex, HuggingFaceEmbedding and Chroma: to compare with.

python -m evals.plain_llamaindex MODEL CHROMA_FOLDER < QUESTIONS > MILLISECONDS
"""

import sys
import time

import chromadb
from llama_index.core import VectorStoreIndex
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.chroma import ChromaVectorStore

model, folder = sys.argv[1:]
embedding = HuggingFaceEmbedding(model, query_instruction="query: ", text_instruction="passage: ")
collection = chromadb.PersistentClient(folder).get_collection("news", embedding_function=None)
store = ChromaVectorStore(chroma_collection=collection)
retriever = VectorStoreIndex.from_vector_store(store, embedding).as_retriever(similarity_top_k=5)
for question in sys.stdin:
    begun = time.perf_counter()
    assert retriever.retrieve(question.strip())
    sys.stdout.write(f"{1000 * (time.perf_counter() - begun):.2f}\n")
