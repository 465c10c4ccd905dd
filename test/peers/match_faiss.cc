#include "match_faiss.h"

#include <cmath>
#include <faiss/IndexFlat.h>
#include <faiss/IndexHNSW.h>
#include <faiss/IndexIVFFlat.h>
#include <faiss/impl/IDSelector.h>
#include <memory>
#include <omp.h>

enum { BUILD_THREADS = 2, NEIGHBOURS = 32, EFFORT_OF_BUILDING = 40 };

struct FaissIndex {
    FaissKind kind;
    std::unique_ptr<faiss::Index> coarse, index;
};

FaissIndex *faiss_build(FaissKind kind, const float *vectors, size_t count) {
    auto metric = faiss::METRIC_L2;
    auto made = new FaissIndex{ kind, nullptr, nullptr };
    omp_set_num_threads(BUILD_THREADS);
    if (kind == FAISS_FLAT) {
        made->index = std::make_unique<faiss::IndexFlat>(FAISS_PLACES, metric);
    } else if (kind == FAISS_IVF) {
        auto lists = (size_t)(4 * std::sqrt((double)count));
        made->coarse = std::make_unique<faiss::IndexFlat>(FAISS_PLACES, metric);
        auto ivf = std::make_unique<faiss::IndexIVFFlat>(made->coarse.get(), FAISS_PLACES, lists, metric);
        ivf->cp.max_points_per_centroid = 64;
        ivf->cp.min_points_per_centroid = 1; /* of few openings it would complain */
        ivf->cp.niter = 10;
        ivf->train((int64_t)count, vectors);
        made->index = std::move(ivf);
    } else {
        auto hnsw = std::make_unique<faiss::IndexHNSWFlat>(FAISS_PLACES, NEIGHBOURS, metric);
        hnsw->hnsw.efConstruction = EFFORT_OF_BUILDING;
        made->index = std::move(hnsw);
    }
    made->index->add((int64_t)count, vectors);
    omp_set_num_threads(1);
    return made;
}

void faiss_end(FaissIndex *index) {
    delete index;
}

void faiss_ask(FaissIndex *index, const FaissQuestion *question, int64_t *ret_position) {
    float distance[FAISS_ASKED];
    faiss::IDSelectorBitmap fits((question->openings + 7) / 8, question->fits);
    faiss::SearchParameters plain;
    faiss::SearchParametersIVF ivf;
    faiss::SearchParametersHNSW hnsw;
    ivf.nprobe = (size_t)question->effort;
    hnsw.efSearch = question->effort;
    faiss::SearchParameters *asked = &plain;
    if (index->kind == FAISS_IVF) asked = &ivf;
    if (index->kind == FAISS_HNSW) {
        asked = &hnsw;
        /* Version 1.7.3 reads the one of the index. */
        static_cast<faiss::IndexHNSW *>(index->index.get())->hnsw.efSearch = question->effort;
    }
    asked->sel = &fits;
    index->index->search(1, question->vector, FAISS_ASKED, distance, ret_position, asked);
}
