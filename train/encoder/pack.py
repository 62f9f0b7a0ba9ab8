"""Writes what tune.py learned as a file of signed bytes, as label.UnpackEncoder reads it: pack.py model.pkl BASE encoder.bin

Pieces of words in other alphabets are left out.
"""
import json, os, pickle, struct, sys
import numpy as np
P = pickle.load(open(sys.argv[1], 'rb'))
words = [w.rstrip('\n') for w in open(os.path.join(sys.argv[2], 'vocab.txt'), encoding='utf8')]
f = open(os.path.join(sys.argv[2], 'model.safetensors'), 'rb'); n = struct.unpack('<Q', f.read(8))[0]; h = json.loads(f.read(n)); b = f.read()
s, e = h['embeddings.word_embeddings.weight']['data_offsets']
emb = np.frombuffer(b[s:e], np.float32).reshape(len(words), -1)
def latin(w):
    if w in ('[CLS]', '[SEP]', '[UNK]'): return True
    if w.startswith('['): return len(w) == 1
    return all(ord(c) < 0x250 or not c.isalnum() for c in w)
keep = [i for i, w in enumerate(words) if latin(w)]
out = open(sys.argv[3], 'wb')
out.write(b'hearsayE')
text = '\n'.join(words[i] for i in keep).encode()
out.write(struct.pack('<II', len(keep), len(text))); out.write(text)
def rows(x):
    size = np.maximum(np.abs(x).max(1), 1e-9) / 127
    out.write(np.round(x / size[:, None]).astype(np.int8).tobytes()); out.write(size.astype('<f4').tobytes())
def cols(x): # inner x cols: stored column by column
    rows(np.ascontiguousarray(x.T))
def floats(x): out.write(np.asarray(x).astype('<f4').tobytes())
rows(emb[keep]); rows(P['pos'] + P['typ']); floats(P['eg']); floats(P['eb'])
for p in P['L']:
    cols(p['qkv']); floats(p['qkvb']); cols(p['o']); floats(p['ob']); floats(p['g1']); floats(p['b1'])
    cols(p['f']); floats(p['fb']); cols(p['h']); floats(p['hb']); floats(p['g2']); floats(p['b2'])
H = P['head']
rows(H['rows']); cols(H['w1']); floats(H['b1']); floats(H['w2']); floats(H['b2']); floats(H['skip']); floats(H['step'])
out.close()
print(len(keep), 'pieces')
